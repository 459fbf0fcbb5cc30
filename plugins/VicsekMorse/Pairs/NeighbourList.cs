using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Lists, for each particle, the blocks of particles of which one is within reach and a skin. The list is complete
/// until two particles have approached each other by the skin (L. Verlet, Phys. Rev. 159, 98, 1967; in blocks: S. Páll,
/// B. Hess, Comput. Phys. Commun. 184, 2641, 2013).
/// </summary>
/// <remarks>
/// Every pair is listed once, with the particle that comes first. Where particles crowd and the list would be long, it
/// covers a part of them at a time.
/// </remarks>
/// <typeparam name="TDisplacement">The domain's geometry.</typeparam>
internal sealed class NeighbourList<TDisplacement>
    where TDisplacement : struct, IDisplacement
{
    // Slightly more, so that rounding in a distance cannot hide a particle.
    private const double Margin = 1 + 1e-9;

    // The number of blocks that a few hundred particles have when all are in reach of all.
    private const int BlocksOfEach = 40;

    private readonly Domain domain;
    private readonly double skin;
    private readonly double reach2;
    private readonly CellGrid grid;
    private readonly Surroundings surroundings;
    private readonly int[] blocks;
    private readonly int[] ends;

    // Positions of the particles when the list was begun.
    private readonly double[] thenX;
    private readonly double[] thenY;

    /// <summary>Creates the buffers.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="reach">The largest distance of a pair.</param>
    /// <param name="skin">The skin of the list beyond the reach.</param>
    /// <param name="particles">Number of particles N.</param>
    public NeighbourList(Domain domain, double reach, double skin, int particles)
    {
        double far = Margin * (reach + skin);
        (this.domain, this.skin, reach2) = (domain, skin, far * far);
        grid = new CellGrid(domain, particles);
        surroundings = new Surroundings(grid, domain.Boundary, far);
        // There is room for the blocks of one particle at least. Pages that are never written take no memory.
        long length = (long)BlocksOfEach * particles + particles / Block.Size + 1;
        blocks = GC.AllocateUninitializedArray<int>((int)Math.Min(length, Array.MaxLength));
        ends = new int[particles];
        (thenX, thenY) = (new double[particles + Block.Size], new double[particles + Block.Size]);
        thenX.AsSpan(0, particles).Fill(double.NaN);
    }

    /// <summary>The first particle that the list covers.</summary>
    public int First { get; private set; }

    /// <summary>The end of the particles that the list covers.</summary>
    public int End { get; private set; }

    /// <summary>The first places of blocks: those of <see cref="First"/>, then those of the next particles.</summary>
    public ReadOnlySpan<int> Blocks => blocks;

    /// <summary>The number of blocks examined since the list was created: the cost of searching.</summary>
    public long LookedAt { get; private set; }

    /// <summary>Returns the end of a particle's blocks, where those of the next begin.</summary>
    /// <param name="particle">The particle's place.</param>
    public int EndOf(int particle) => ends[particle];

    /// <summary>Returns whether no particle has moved by more than half of the skin since the list was begun.</summary>
    /// <param name="swarm">The particles.</param>
    public bool Holds(Swarm swarm)
    {
        ref double x = ref MemoryMarshal.GetReference(swarm.X);
        ref double y = ref MemoryMarshal.GetReference(swarm.Y);
        ref double wasX = ref MemoryMarshal.GetArrayDataReference(thenX);
        ref double wasY = ref MemoryMarshal.GetArrayDataReference(thenY);
        var (minusLx, inverseLx) = (Vector256.Create(-domain.Lx), Vector256.Create(1 / domain.Lx));
        var (minusLy, inverseLy) = (Vector256.Create(-domain.Ly), Vector256.Create(1 / domain.Ly));
        var farthest2 = Vector256<double>.Zero;
        for (nuint i = 0; i < (nuint)swarm.Count; i += (nuint)Block.Size)
        {
            var dx = TDisplacement.Nearest(
                Vector256.LoadUnsafe(ref x, i) - Vector256.LoadUnsafe(ref wasX, i), minusLx, inverseLx);
            var dy = TDisplacement.Nearest(
                Vector256.LoadUnsafe(ref y, i) - Vector256.LoadUnsafe(ref wasY, i), minusLy, inverseLy);
            farthest2 = Vector256.Max(farthest2, Vector256.MultiplyAddEstimate(dx, dx, dy * dy)); // keeps NaN
        }
        return Vector256.LessThanOrEqualAll(farthest2, Vector256.Create(skin * skin / 4));
    }

    /// <summary>Sorts the particles, and begins a list that covers none.</summary>
    /// <param name="swarm">The particles, inside the domain; their order changes.</param>
    public void Begin(Swarm swarm)
    {
        grid.Sort(swarm);
        surroundings.Forget();
        swarm.X[..swarm.Count].CopyTo(thenX);
        swarm.Y[..swarm.Count].CopyTo(thenY);
        (First, End) = (0, 0);
    }

    /// <summary>Covers as many particles as fit.</summary>
    /// <param name="swarm">The particles.</param>
    /// <param name="first">The first to cover.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void Collect(Swarm swarm, int first, CancellationToken cancellation)
    {
        (First, End) = (first, first);
        int count = 0, most = Block.End(swarm.Count) / Block.Size;
        while (End < swarm.Count && count + most <= blocks.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            count = Collect(swarm, End, count);
            ends[End++] = count;
        }
    }

    /// <summary>Lists the blocks of one particle.</summary>
    /// <returns>The number of listed blocks afterwards.</returns>
    private int Collect(Swarm swarm, int i, int count)
    {
        // Called first, because a call inside the loop would evict its constants from registers.
        var around = surroundings.Of(grid.CellOf(swarm.X[i], swarm.Y[i]));
        ref double otherX = ref MemoryMarshal.GetReference(swarm.X);
        ref double otherY = ref MemoryMarshal.GetReference(swarm.Y);
        ref int block = ref MemoryMarshal.GetArrayDataReference(blocks);
        var (x, y) = (Vector256.Create(swarm.X[i]), Vector256.Create(swarm.Y[i]));
        var (minusLx, inverseLx) = (Vector256.Create(-domain.Lx), Vector256.Create(1 / domain.Lx));
        var (minusLy, inverseLy) = (Vector256.Create(-domain.Ly), Vector256.Create(1 / domain.Ly));
        var far2 = Vector256.Create(reach2);
        // The first block with a particle behind this one.
        int behind = Block.Begin(i + 1);
        foreach (var (begin, end) in around)
        {
            for (int j = Math.Max(begin, behind); j < end; j += Block.Size)
            {
                var dx = TDisplacement.Nearest(Vector256.LoadUnsafe(ref otherX, (nuint)j) - x, minusLx, inverseLx);
                var dy = TDisplacement.Nearest(Vector256.LoadUnsafe(ref otherY, (nuint)j) - y, minusLy, inverseLy);
                // Without a branch, since nearness is unpredictable: the next block overwrites one that is far.
                Unsafe.Add(ref block, count) = j;
                count += Vector256.LessThanOrEqualAny(Vector256.MultiplyAddEstimate(dx, dx, dy * dy), far2) ? 1 : 0;
            }
            LookedAt += Math.Max(0, end - Math.Max(begin, behind)) / Block.Size;
        }
        return count;
    }
}
