using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>What a pair does to each other: both headings count for the other within the radius, and the force acts.</summary>
/// <param name="radius">The radius R of the alignment; null without it.</param>
/// <param name="force">The force; null without it.</param>
internal sealed class Interactions(double? radius, MorseForce? force)
{
    /// <summary>The distance beyond which nothing acts.</summary>
    public double Reach => Math.Max(radius ?? 0, force?.Cutoff ?? 0);

    /// <summary>The radius R of the alignment; null without it.</summary>
    public double? Radius => radius;

    /// <summary>The force; null without it.</summary>
    public MorseForce? Force => force;

    /// <summary>Adds what the pairs of a list do to the totals of both, and empties the list.</summary>
    /// <param name="pairs">The list.</param>
    /// <param name="swarm">The particles.</param>
    /// <param name="totals">The totals.</param>
    public void WorkOff(PairList pairs, Swarm swarm, PairTotals totals)
    {
        if (force is null) pairs.ClearDisplacements();
        else force.OfPairs(pairs.Distance2.AsSpan(0, pairs.Count), pairs.Dx, pairs.Dy);
        ref double forceX = ref MemoryMarshal.GetArrayDataReference(pairs.Dx);
        ref double forceY = ref MemoryMarshal.GetArrayDataReference(pairs.Dy);
        ref double distance2 = ref MemoryMarshal.GetArrayDataReference(pairs.Distance2);
        ref int other = ref MemoryMarshal.GetArrayDataReference(pairs.Other);
        ref double headingX = ref MemoryMarshal.GetArrayDataReference(swarm.HeadingX);
        ref double headingY = ref MemoryMarshal.GetArrayDataReference(swarm.HeadingY);
        ref Vector256<double> total = ref totals.First;
        var radius2 = Vector128.Create(radius * radius ?? -1);
        int k = 0;
        for (int owner = 0; owner < pairs.OwnerCount; owner++)
        {
            var (i, end) = pairs.Owner(owner);
            var own = Vector128.Create(swarm.HeadingX[i], swarm.HeadingY[i]);
            var received = Vector256<double>.Zero;
            for (; k < end; k++)
            {
                int j = Unsafe.Add(ref other, k);
                // Σ p_j over r_ij ≤ R, and F_i = −Σ_j f(r_ij) r̂_ij; j receives p_i and the opposite force.
                var near = Vector128.LessThanOrEqual(Vector128.Create(Unsafe.Add(ref distance2, k)), radius2);
                var push = Vector128.Create(Unsafe.Add(ref forceX, k), Unsafe.Add(ref forceY, k));
                var heading = Vector128.Create(Unsafe.Add(ref headingX, j), Unsafe.Add(ref headingY, j));
                received += Vector256.Create(near & heading, -push);
                Unsafe.Add(ref total, j) += Vector256.Create(near & own, push);
            }
            totals[i] += received;
        }
        pairs.Clear();
    }
}
