using System.Runtime.Intrinsics;
using Rom.Numerics.LinearAlgebra;

namespace VicsekMorse.Dynamics;

/// <summary>
/// The state of one run: positions, unit headings and speeds; a velocity is its speed times its heading. Particles may
/// be stored in any order, and the order may change: <see cref="Identity"/> gives the particle of each place.
/// </summary>
/// <remarks>
/// Positions and headings are aligned to a cache line and padded by a vector behind the last particle, so that a kernel
/// may load a whole vector from any particle.
/// </remarks>
internal sealed class Swarm
{
    private ArraySegment<double> x;
    private ArraySegment<double> y;
    private ArraySegment<double> headingX;
    private ArraySegment<double> headingY;
    private Swarm? spare;

    /// <summary>Allocates the arrays; each particle is stored at its own number.</summary>
    /// <param name="count">Number of particles N.</param>
    public Swarm(int count)
    {
        Count = count;
        int padded = count + Vector256<double>.Count;
        (x, y) = (CacheAligned.Allocate<double>(padded), CacheAligned.Allocate<double>(padded));
        (headingX, headingY) = (CacheAligned.Allocate<double>(padded), CacheAligned.Allocate<double>(padded));
        (Speed, Identity) = (new double[count], new int[count]);
        for (int i = 0; i < count; i++) Identity[i] = i;
    }

    /// <summary>Number of particles N.</summary>
    public int Count { get; }

    /// <summary>Positions in x [N and padding].</summary>
    public Span<double> X => x.AsSpan();

    /// <summary>Positions in y [N and padding].</summary>
    public Span<double> Y => y.AsSpan();

    /// <summary>Unit headings, x component [N and padding].</summary>
    public Span<double> HeadingX => headingX.AsSpan();

    /// <summary>Unit headings, y component [N and padding].</summary>
    public Span<double> HeadingY => headingY.AsSpan();

    /// <summary>Speeds [N].</summary>
    public double[] Speed { get; private set; }

    /// <summary>The number of the particle at each place [N].</summary>
    public int[] Identity { get; private set; }

    /// <summary>Moves every particle to another place.</summary>
    /// <param name="place">The new place of each: a permutation of 0 … N − 1.</param>
    public void Reorder(ReadOnlySpan<int> place)
    {
        spare ??= new Swarm(Count);
        Scatter<double>(X, place, spare.X);
        Scatter<double>(Y, place, spare.Y);
        Scatter<double>(HeadingX, place, spare.HeadingX);
        Scatter<double>(HeadingY, place, spare.HeadingY);
        Scatter<double>(Speed, place, spare.Speed);
        Scatter<int>(Identity, place, spare.Identity);
        (x, spare.x) = (spare.x, x);
        (y, spare.y) = (spare.y, y);
        (headingX, spare.headingX) = (spare.headingX, headingX);
        (headingY, spare.headingY) = (spare.headingY, headingY);
        (Speed, spare.Speed) = (spare.Speed, Speed);
        (Identity, spare.Identity) = (spare.Identity, Identity);
    }

    private static void Scatter<T>(ReadOnlySpan<T> from, ReadOnlySpan<int> place, Span<T> to)
    {
        for (int i = 0; i < place.Length; i++) to[place[i]] = from[i];
    }
}
