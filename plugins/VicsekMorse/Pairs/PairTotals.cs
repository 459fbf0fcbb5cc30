using System.Runtime.Intrinsics;
using Rom.Numerics.LinearAlgebra;

namespace VicsekMorse.Pairs;

/// <summary>
/// The sums over each particle's neighbours: headings and forces. Particles have the same places as in the swarm.
/// </summary>
/// <remarks>Aligned to a cache line and padded by a vector behind the last particle, like the swarm.</remarks>
/// <param name="particles">Number of particles N.</param>
internal sealed class PairTotals(int particles)
{
    private readonly ArraySegment<double> headingX = Allocate(particles);
    private readonly ArraySegment<double> headingY = Allocate(particles);
    private readonly ArraySegment<double> forceX = Allocate(particles);
    private readonly ArraySegment<double> forceY = Allocate(particles);

    /// <summary>Σ p_j, x component [N and padding].</summary>
    public Span<double> HeadingX => headingX.AsSpan();

    /// <summary>Σ p_j, y component [N and padding].</summary>
    public Span<double> HeadingY => headingY.AsSpan();

    /// <summary>F, x component [N and padding].</summary>
    public Span<double> ForceX => forceX.AsSpan();

    /// <summary>F, y component [N and padding].</summary>
    public Span<double> ForceY => forceY.AsSpan();

    /// <summary>Sets all totals to zero.</summary>
    public void Clear()
    {
        HeadingX.Clear();
        HeadingY.Clear();
        ForceX.Clear();
        ForceY.Clear();
    }

    private static ArraySegment<double> Allocate(int particles) =>
        CacheAligned.Allocate<double>(particles + Vector256<double>.Count);
}
