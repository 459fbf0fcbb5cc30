using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// What each particle receives from the others: the sum of the headings near it, and the force. Particles stand at the
/// places that the swarm gives them.
/// </summary>
/// <param name="particles">Number of particles N.</param>
internal sealed class PairTotals(int particles)
{
    // Heading x, heading y, force x, force y of each particle: a vector, so that a pair adds all of it at once.
    private readonly Vector256<double>[] totals = new Vector256<double>[particles];

    // Heading x, heading y, −1, −1 of each particle: times a pair's weights, this is what the other receives.
    private readonly Vector256<double>[] shares = new Vector256<double>[particles];

    /// <summary>The totals of a particle: Σ p_j in x and y, F in x and y.</summary>
    /// <param name="place">The particle's place.</param>
    public ref Vector256<double> this[int place] => ref totals[place];

    /// <summary>The first particle's totals, for loops that count on their own.</summary>
    public ref Vector256<double> First => ref MemoryMarshal.GetArrayDataReference(totals);

    /// <summary>The first particle's share.</summary>
    public ref Vector256<double> FirstShare => ref MemoryMarshal.GetArrayDataReference(shares);

    /// <summary>The totals of a particle, one by one.</summary>
    /// <param name="place">The particle's place.</param>
    public (double HeadingX, double HeadingY, double ForceX, double ForceY) Of(int place) =>
        (totals[place][0], totals[place][1], totals[place][2], totals[place][3]);

    /// <summary>Begins again from zero.</summary>
    /// <param name="swarm">The particles, at their places.</param>
    public void Begin(Swarm swarm)
    {
        Array.Clear(totals);
        for (int i = 0; i < shares.Length; i++) shares[i] = Vector256.Create(swarm.HeadingX[i], swarm.HeadingY[i], -1, -1);
    }
}
