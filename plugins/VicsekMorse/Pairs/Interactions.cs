using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VicsekMorse.Pairs;

/// <summary>What a pair does to each other: both headings count for the other within the radius, and the force acts.</summary>
/// <remarks>
/// Loops with one task each: a processor looks only some hundred operations ahead, and in one loop over root, exponential
/// and quotient it would wait for each in turn (measured).
/// </remarks>
/// <param name="radius">The radius R of the alignment; null without it.</param>
/// <param name="force">The force; null without it.</param>
internal sealed class Interactions(double? radius, MorseForce? force)
{
    // Far below the distance of different positions, and its inverse is finite: coincident particles do not push each other.
    private const double LeastDistance = 1e-150;

    private static readonly Vector256<double> OfTheOther = Vector256.Create(1.0, 1, -1, -1);

    /// <summary>The distance beyond which nothing acts.</summary>
    public double Reach => Math.Max(radius ?? 0, force?.Cutoff ?? 0);

    /// <summary>The radius R of the alignment; null without it.</summary>
    public double? Radius => radius;

    /// <summary>The force; null without it.</summary>
    public MorseForce? Force => force;

    /// <summary>Adds what the pairs of a list do to the totals of both, and empties the list.</summary>
    /// <param name="pairs">The list.</param>
    /// <param name="totals">The totals.</param>
    public void WorkOff(PairList pairs, PairTotals totals)
    {
        force?.At(pairs.Distance.AsSpan(0, pairs.Count), pairs.Force);
        Weigh(pairs);
        int k = 0;
        for (int owner = 0; owner < pairs.OwnerCount; owner++)
        {
            var (i, end) = pairs.Owner(owner);
            Exchange(pairs, k, end, i, totals);
            k = end;
        }
        pairs.Clear();
    }

    /// <summary>The weights (n, n, f/r·dx, f/r·dy) of each pair, where n is 1 within the radius and else 0; four at a time.</summary>
    private void Weigh(PairList pairs)
    {
        ref double dx = ref MemoryMarshal.GetArrayDataReference(pairs.Dx);
        ref double dy = ref MemoryMarshal.GetArrayDataReference(pairs.Dy);
        ref double distance = ref MemoryMarshal.GetArrayDataReference(pairs.Distance);
        ref double forces = ref MemoryMarshal.GetArrayDataReference(pairs.Force);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(pairs.Weights);
        var within = Vector256.Create(radius ?? -1);
        var least = Vector256.Create(LeastDistance);
        for (nuint k = 0; k < (nuint)pairs.Count; k += (nuint)Vector256<double>.Count)
        {
            var r = Vector256.LoadUnsafe(ref distance, k);
            var counts = Vector256.LessThanOrEqual(r, within) & Vector256<double>.One;
            var perLength = Vector256.LoadUnsafe(ref forces, k) / Vector256.MaxNative(r, least);
            var (a, b) = (counts, counts);
            var c = perLength * Vector256.LoadUnsafe(ref dx, k);
            var d = perLength * Vector256.LoadUnsafe(ref dy, k);
            Transposed.InPlace(ref a, ref b, ref c, ref d);
            Unsafe.Add(ref weights, k) = a;
            Unsafe.Add(ref weights, k + 1) = b;
            Unsafe.Add(ref weights, k + 2) = c;
            Unsafe.Add(ref weights, k + 3) = d;
        }
    }

    /// <summary>
    /// Σ p_j over r_ij ≤ R, and F_i = −Σ_j f(r_ij) r̂_ij; each j receives p_i and the opposite force. A pair's weights times
    /// (p_j, −1, −1) are what i receives, and times (p_i, 1, 1) what j does.
    /// </summary>
    private static void Exchange(PairList pairs, int begin, int end, int i, PairTotals totals)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(pairs.Weights);
        ref int other = ref MemoryMarshal.GetArrayDataReference(pairs.Other);
        ref var total = ref totals.First;
        ref var share = ref totals.FirstShare;
        var own = Unsafe.Add(ref share, i) * OfTheOther;
        // Two sums, so that an addition need not wait for the one before.
        var (even, odd) = (Vector256<double>.Zero, Vector256<double>.Zero);
        int k = begin;
        for (; k < end - 1; k += 2)
        {
            int j = Unsafe.Add(ref other, k), next = Unsafe.Add(ref other, k + 1);
            even = Exchange(Unsafe.Add(ref weights, k), own, ref Unsafe.Add(ref total, j), Unsafe.Add(ref share, j), even);
            odd = Exchange(Unsafe.Add(ref weights, k + 1), own, ref Unsafe.Add(ref total, next), Unsafe.Add(ref share, next), odd);
        }
        if (k < end)
        {
            int j = Unsafe.Add(ref other, k);
            even = Exchange(Unsafe.Add(ref weights, k), own, ref Unsafe.Add(ref total, j), Unsafe.Add(ref share, j), even);
        }
        Unsafe.Add(ref total, i) += even + odd;
    }

    /// <summary>One pair: adds what i gives to the total of j.</summary>
    /// <returns>What i received before, and what j gives.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Exchange(
        Vector256<double> weights, Vector256<double> own, ref Vector256<double> total, Vector256<double> share,
        Vector256<double> received)
    {
        total = Vector256.MultiplyAddEstimate(weights, own, total);
        return Vector256.MultiplyAddEstimate(weights, share, received);
    }
}
