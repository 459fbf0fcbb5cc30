using System.Runtime.Intrinsics;

namespace VicsekMorse.Pairs;

/// <summary>
/// What each particle receives from the others: the sum of the headings near it, and the force. Particles stand at the
/// places that the swarm gives them.
/// </summary>
/// <remarks>Go on for a vector behind the last particle, like the swarm.</remarks>
/// <param name="particles">Number of particles N.</param>
internal sealed class PairTotals(int particles)
{
    /// <summary>Σ p_j, x component [N and padding].</summary>
    public double[] HeadingX { get; } = new double[particles + Vector256<double>.Count];

    /// <summary>Σ p_j, y component [N and padding].</summary>
    public double[] HeadingY { get; } = new double[particles + Vector256<double>.Count];

    /// <summary>F, x component [N and padding].</summary>
    public double[] ForceX { get; } = new double[particles + Vector256<double>.Count];

    /// <summary>F, y component [N and padding].</summary>
    public double[] ForceY { get; } = new double[particles + Vector256<double>.Count];

    /// <summary>Begins again from zero.</summary>
    public void Clear()
    {
        Array.Clear(HeadingX);
        Array.Clear(HeadingY);
        Array.Clear(ForceX);
        Array.Clear(ForceY);
    }
}
