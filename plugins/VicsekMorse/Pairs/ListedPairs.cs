using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Sums each particle with the blocks of its neighbour list, four others at a time, every pair once. The work grows
/// linearly with the number of particles.
/// </summary>
/// <remarks>
/// Each loop has one task: a processor looks only some hundred operations ahead, and in one loop over root, exponential
/// and quotient it would wait for each in turn (measured).
/// </remarks>
/// <typeparam name="TDisplacement">The domain's geometry.</typeparam>
internal sealed class ListedPairs<TDisplacement> : IPairSums
    where TDisplacement : struct, IDisplacement
{
    // Blocks that are processed together: the data between the loops fits into the first-level cache.
    private const int Portion = 128;

    // Far below the squared distance of distinct positions, with a finite inverse root: coincident particles exert no
    // force.
    private const double LeastSquare = 1e-300;

    private readonly Interactions interactions;
    private readonly Domain domain;
    private readonly NeighbourList<TDisplacement> list;

    // By place: infinite for particles that have met all others and for empty places, so that they are out of reach.
    private readonly ArraySegment<double> leastSquares;

    // By block and lane: displacement from the owner to the other, their distance r, and f(r).
    private readonly ArraySegment<double> dx;
    private readonly ArraySegment<double> dy;
    private readonly ArraySegment<double> distances;
    private readonly ArraySegment<double> forces;

    private long computed;

    /// <summary>Creates the buffers.</summary>
    /// <param name="interactions">The interactions to sum.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="particles">Number of particles.</param>
    /// <param name="skin">The skin of the list beyond the reach.</param>
    public ListedPairs(Interactions interactions, Domain domain, int particles, double skin)
    {
        (this.interactions, this.domain) = (interactions, domain);
        list = new NeighbourList<TDisplacement>(domain, interactions.Reach, skin, particles);
        leastSquares = CacheAligned.Allocate<double>(particles + Block.Size);
        leastSquares.AsSpan().Fill(double.PositiveInfinity);
        int capacity = Portion * Block.Size + Block.End(particles);
        (dx, dy) = (CacheAligned.Allocate<double>(capacity), CacheAligned.Allocate<double>(capacity));
        (distances, forces) = (CacheAligned.Allocate<double>(capacity), CacheAligned.Allocate<double>(capacity));
    }

    /// <summary>The number of blocks examined in all sums: by the search for the list, and by the sums.</summary>
    public (long Searched, long Computed) BlocksLookedAt => (list.LookedAt, computed);

    /// <inheritdoc/>
    public void Sum(Swarm swarm, PairTotals totals, CancellationToken cancellation)
    {
        if (!list.Holds(swarm)) list.Begin(swarm);
        totals.Clear();
        leastSquares.AsSpan(0, swarm.Count).Fill(LeastSquare);
        if (list.First > 0 || list.End == 0) list.Collect(swarm, 0, cancellation);
        WorkOff(swarm, totals, cancellation);
        while (list.End < swarm.Count)
        {
            list.Collect(swarm, list.End, cancellation);
            WorkOff(swarm, totals, cancellation);
        }
    }

    /// <summary>Adds the interactions of the listed pairs to the totals of both particles.</summary>
    private void WorkOff(Swarm swarm, PairTotals totals, CancellationToken cancellation)
    {
        for (int first = list.First, begin = 0; first < list.End;)
        {
            cancellation.ThrowIfCancellationRequested();
            int end = first + 1;
            while (end < list.End && list.EndOf(end - 1) - begin < Portion) end++;
            int blocks = list.EndOf(end - 1) - begin;
            Align(swarm, totals, first, end, begin);
            if (interactions.Force is { } force)
            {
                force.At(distances.AsSpan(0, Block.Size * blocks), forces.AsSpan());
                Push(totals, first, end, begin);
            }
            (first, begin) = (end, begin + blocks);
            computed += blocks;
        }
    }

    /// <summary>Sums p_j over r_ij ≤ R and stores the distances; each j receives p_i.</summary>
    /// <param name="swarm">The particles.</param>
    /// <param name="totals">The totals.</param>
    /// <param name="first">The first owner.</param>
    /// <param name="end">The end of the owners.</param>
    /// <param name="begin">The index of the first owner's first block.</param>
    private void Align(Swarm swarm, PairTotals totals, int first, int end, int begin)
    {
        ref double x = ref MemoryMarshal.GetReference(swarm.X);
        ref double y = ref MemoryMarshal.GetReference(swarm.Y);
        ref double headingX = ref MemoryMarshal.GetReference(swarm.HeadingX);
        ref double headingY = ref MemoryMarshal.GetReference(swarm.HeadingY);
        ref double totalX = ref MemoryMarshal.GetReference(totals.HeadingX);
        ref double totalY = ref MemoryMarshal.GetReference(totals.HeadingY);
        ref double leastSquare = ref MemoryMarshal.GetReference(leastSquares.AsSpan());
        ref double toX = ref MemoryMarshal.GetReference(dx.AsSpan());
        ref double toY = ref MemoryMarshal.GetReference(dy.AsSpan());
        ref double distance = ref MemoryMarshal.GetReference(distances.AsSpan());
        ref int block = ref MemoryMarshal.GetReference(list.Blocks[begin..]);
        var (minusLx, inverseLx) = (Vector256.Create(-domain.Lx), Vector256.Create(1 / domain.Lx));
        var (minusLy, inverseLy) = (Vector256.Create(-domain.Ly), Vector256.Create(1 / domain.Ly));
        var radius2 = Vector256.Create(interactions.Radius is { } radius ? radius * radius : -1);
        nuint k = 0, width = (nuint)Block.Size;
        for (int i = first; i < end; i++)
        {
            // Later owners, and this one itself, must not meet it again.
            Unsafe.Add(ref leastSquare, i) = double.PositiveInfinity;
            var (ownX, ownY) = (Vector256.Create(Unsafe.Add(ref x, i)), Vector256.Create(Unsafe.Add(ref y, i)));
            var (givenX, givenY) = (
                Vector256.Create(Unsafe.Add(ref headingX, i)), Vector256.Create(Unsafe.Add(ref headingY, i)));
            var (sumX, sumY) = (Vector256<double>.Zero, Vector256<double>.Zero);
            for (nuint last = (nuint)(list.EndOf(i) - begin); k < last; k++)
            {
                nuint j = (nuint)Unsafe.Add(ref block, k);
                var awayX = TDisplacement.Nearest(Vector256.LoadUnsafe(ref x, j) - ownX, minusLx, inverseLx);
                var awayY = TDisplacement.Nearest(Vector256.LoadUnsafe(ref y, j) - ownY, minusLy, inverseLy);
                var r2 = Vector256.MultiplyAddEstimate(awayY, awayY, Vector256.LoadUnsafe(ref leastSquare, j));
                r2 = Vector256.MultiplyAddEstimate(awayX, awayX, r2);
                awayX.StoreUnsafe(ref toX, width * k);
                awayY.StoreUnsafe(ref toY, width * k);
                Vector256.Sqrt(r2).StoreUnsafe(ref distance, width * k);
                var counts = Vector256.LessThanOrEqual(r2, radius2) & Vector256<double>.One;
                sumX = Vector256.MultiplyAddEstimate(counts, Vector256.LoadUnsafe(ref headingX, j), sumX);
                sumY = Vector256.MultiplyAddEstimate(counts, Vector256.LoadUnsafe(ref headingY, j), sumY);
                Vector256.MultiplyAddEstimate(
                    counts, givenX, Vector256.LoadUnsafe(ref totalX, j)).StoreUnsafe(ref totalX, j);
                Vector256.MultiplyAddEstimate(
                    counts, givenY, Vector256.LoadUnsafe(ref totalY, j)).StoreUnsafe(ref totalY, j);
            }
            Unsafe.Add(ref totalX, i) += Vector256.Sum(sumX);
            Unsafe.Add(ref totalY, i) += Vector256.Sum(sumY);
        }
    }

    /// <summary>Adds F_i = −Σ_j f(r_ij) r̂_ij; each j receives the opposite force.</summary>
    private void Push(PairTotals totals, int first, int end, int begin)
    {
        ref double totalX = ref MemoryMarshal.GetReference(totals.ForceX);
        ref double totalY = ref MemoryMarshal.GetReference(totals.ForceY);
        ref double toX = ref MemoryMarshal.GetReference(dx.AsSpan());
        ref double toY = ref MemoryMarshal.GetReference(dy.AsSpan());
        ref double distance = ref MemoryMarshal.GetReference(distances.AsSpan());
        ref double force = ref MemoryMarshal.GetReference(forces.AsSpan());
        ref int block = ref MemoryMarshal.GetReference(list.Blocks[begin..]);
        nuint k = 0, width = (nuint)Block.Size;
        for (int i = first; i < end; i++)
        {
            var (sumX, sumY) = (Vector256<double>.Zero, Vector256<double>.Zero);
            for (nuint last = (nuint)(list.EndOf(i) - begin); k < last; k++)
            {
                nuint j = (nuint)Unsafe.Add(ref block, k);
                var perLength =
                    Vector256.LoadUnsafe(ref force, width * k) / Vector256.LoadUnsafe(ref distance, width * k);
                var awayX = Vector256.LoadUnsafe(ref toX, width * k);
                var awayY = Vector256.LoadUnsafe(ref toY, width * k);
                sumX = Vector256.MultiplyAddEstimate(perLength, awayX, sumX);
                sumY = Vector256.MultiplyAddEstimate(perLength, awayY, sumY);
                Vector256.MultiplyAddEstimate(
                    perLength, awayX, Vector256.LoadUnsafe(ref totalX, j)).StoreUnsafe(ref totalX, j);
                Vector256.MultiplyAddEstimate(
                    perLength, awayY, Vector256.LoadUnsafe(ref totalY, j)).StoreUnsafe(ref totalY, j);
            }
            Unsafe.Add(ref totalX, i) -= Vector256.Sum(sumX);
            Unsafe.Add(ref totalY, i) -= Vector256.Sum(sumY);
        }
    }
}
