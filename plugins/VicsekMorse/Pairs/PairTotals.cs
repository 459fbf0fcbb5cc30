using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    /// <summary>The totals of a particle: Σ p_j in x and y, F in x and y.</summary>
    /// <param name="place">The particle's place.</param>
    public ref Vector256<double> this[int place] => ref totals[place];

    /// <summary>The first particle's totals, for loops that count on their own.</summary>
    public ref Vector256<double> First => ref MemoryMarshal.GetArrayDataReference(totals);

    /// <summary>The totals of particles that stand one after the other.</summary>
    /// <param name="place">The place of the first.</param>
    /// <param name="count">How many.</param>
    public ReadOnlySpan<Vector256<double>> From(int place, int count) => totals.AsSpan(place, count);

    /// <summary>The totals of a particle, one by one.</summary>
    /// <param name="place">The particle's place.</param>
    public (double HeadingX, double HeadingY, double ForceX, double ForceY) Of(int place) =>
        (totals[place][0], totals[place][1], totals[place][2], totals[place][3]);

    /// <summary>Begins again from zero.</summary>
    public void Clear() => Array.Clear(totals);
}
