using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Pairs of particles within reach of each other, packed one behind the other: what interactions compute then runs over
/// full vectors, however few of the particles looked at were near.
/// </summary>
internal sealed class PairList
{
    // A list of so many pairs is worth being worked off: they fit into the first-level cache.
    private const int Worthwhile = 256;
    private const int MaxOwners = 64;

    private readonly Domain domain;
    private readonly double reach2;
    private readonly int[] owners = new int[MaxOwners];
    private readonly int[] ends = new int[MaxOwners];

    /// <summary>Makes the buffers.</summary>
    /// <param name="reach">The largest distance of a pair.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="particles">Number of particles.</param>
    public PairList(double reach, Domain domain, int particles)
    {
        (this.domain, reach2) = (domain, reach * reach);
        int capacity = Worthwhile + particles + Vector256<double>.Count;
        (Dx, Dy, Distance, Force) = (new double[capacity], new double[capacity], new double[capacity], new double[capacity]);
        (Other, Weights) = (new int[capacity], new Vector256<double>[capacity]);
    }

    /// <summary>Number of pairs.</summary>
    public int Count { get; private set; }

    /// <summary>How many pairs were looked at, near or far, since the list was made: what a search costs.</summary>
    public long LookedAt { get; private set; }

    /// <summary>Number of particles whose pairs are in the list.</summary>
    public int OwnerCount { get; private set; }

    /// <summary>Whether it is time to work the list off.</summary>
    public bool IsFull => Count >= Worthwhile || OwnerCount == MaxOwners;

    /// <summary>From the owner to the other, x component; the first <see cref="Count"/> count.</summary>
    public double[] Dx { get; }

    /// <summary>From the owner to the other, y component.</summary>
    public double[] Dy { get; }

    /// <summary>Distances r.</summary>
    public double[] Distance { get; }

    /// <summary>Room for the forces f(r); zero at first.</summary>
    public double[] Force { get; }

    /// <summary>Room for what each pair adds to both its particles, by the share of the other.</summary>
    public Vector256<double>[] Weights { get; }

    /// <summary>The others' places.</summary>
    public int[] Other { get; }

    /// <summary>The places of the particles that own the pairs, and where each one's pairs end.</summary>
    /// <param name="owner">From 0 to <see cref="OwnerCount"/> − 1.</param>
    public (int Place, int End) Owner(int owner) => (owners[owner], ends[owner]);

    /// <summary>Adds the pairs of a particle with others, four at a time.</summary>
    /// <typeparam name="TDisplacement">The geometry.</typeparam>
    /// <param name="swarm">The particles.</param>
    /// <param name="place">The particle's place.</param>
    /// <param name="stretches">The others.</param>
    public void Collect<TDisplacement>(Swarm swarm, int place, ReadOnlySpan<Stretch> stretches)
        where TDisplacement : struct, IDisplacement
    {
        ref double otherX = ref MemoryMarshal.GetArrayDataReference(swarm.X);
        ref double otherY = ref MemoryMarshal.GetArrayDataReference(swarm.Y);
        ref double dx = ref MemoryMarshal.GetArrayDataReference(Dx);
        ref double dy = ref MemoryMarshal.GetArrayDataReference(Dy);
        ref double distance = ref MemoryMarshal.GetArrayDataReference(Distance);
        ref int other = ref MemoryMarshal.GetArrayDataReference(Other);
        var (lx, inverseLx) = (Vector256.Create(domain.Lx), Vector256.Create(1 / domain.Lx));
        var (ly, inverseLy) = (Vector256.Create(domain.Ly), Vector256.Create(1 / domain.Ly));
        var reach4 = Vector256.Create(reach2);
        nuint k = (nuint)Count;
        foreach (ref readonly var stretch in stretches)
        {
            var x = Vector256.Create(swarm.X[place] + stretch.Dx);
            var y = Vector256.Create(swarm.Y[place] + stretch.Dy);
            int end = stretch.End;
            for (int j = stretch.Begin; j < end; j += Vector256<double>.Count)
            {
                var toX = TDisplacement.Nearest(Vector256.LoadUnsafe(ref otherX, (nuint)j) - x, lx, inverseLx);
                var toY = TDisplacement.Nearest(Vector256.LoadUnsafe(ref otherY, (nuint)j) - y, ly, inverseLy);
                var r2 = Vector256.MultiplyAddEstimate(toX, toX, toY * toY);
                uint near = Vector256.LessThanOrEqual(r2, reach4).ExtractMostSignificantBits();
                near &= uint.MaxValue >> (32 - Math.Min(end - j, Vector256<double>.Count));
                var order = Packing.Order(near);
                // Without a branch: which particles are near cannot be foreseen. The next vector overwrites the rest.
                Packing.Pack(toX, order).StoreUnsafe(ref dx, k);
                Packing.Pack(toY, order).StoreUnsafe(ref dy, k);
                Packing.Pack(Vector256.Sqrt(r2), order).StoreUnsafe(ref distance, k);
                (Vector128.Create(j) + Packing.Lanes(near)).StoreUnsafe(ref other, k);
                k += (uint)BitOperations.PopCount(near);
            }
            LookedAt += Math.Max(0, end - stretch.Begin);
        }
        Count = (int)k;
        (owners[OwnerCount], ends[OwnerCount]) = (place, Count);
        OwnerCount++;
    }

    /// <summary>Empties the list.</summary>
    public void Clear() => (Count, OwnerCount) = (0, 0);
}
