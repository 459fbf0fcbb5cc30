using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Sums what one particle receives from a block of others, four at a time. <see cref="ScalarPairs"/> says the same
/// without vectors.
/// </summary>
/// <typeparam name="TDisplacement">The geometry.</typeparam>
/// <param name="law">What acts between two particles.</param>
/// <param name="domain">The domain.</param>
/// <param name="capacity">The most particles that a block will hold.</param>
internal sealed class PairKernel<TDisplacement>(PairLaw law, Domain domain, int capacity)
    where TDisplacement : struct, IDisplacement
{
    private readonly bool aligns = law.AlignmentRadius is not null;
    private readonly double alignmentRadius2 = Square(law.AlignmentRadius ?? 0);
    private readonly MorseForce? force = law.Force;
    private readonly double cutoff2 = Square(law.Force?.Cutoff ?? 0);

    // Displacements to the particles within the cutoff: exponentials are taken of these alone.
    private readonly double[] nearX = new double[law.Force is null ? 0 : capacity + Vector256<double>.Count];
    private readonly double[] nearY = new double[law.Force is null ? 0 : capacity + Vector256<double>.Count];

    /// <summary>Sums over all particles j of a block, i itself possibly among them.</summary>
    /// <param name="xi">Position of particle i in x.</param>
    /// <param name="yi">Position of particle i in y.</param>
    /// <param name="others">The block.</param>
    /// <param name="sums">Receives the sums.</param>
    /// <param name="i">Where to put them.</param>
    public void Sum(double xi, double yi, Particles others, Interactions sums, int i)
    {
        ref double x = ref MemoryMarshal.GetArrayDataReference(others.X);
        ref double y = ref MemoryMarshal.GetArrayDataReference(others.Y);
        ref double headingX = ref MemoryMarshal.GetArrayDataReference(others.HeadingX);
        ref double headingY = ref MemoryMarshal.GetArrayDataReference(others.HeadingY);
        ref double keptX = ref MemoryMarshal.GetArrayDataReference(nearX);
        ref double keptY = ref MemoryMarshal.GetArrayDataReference(nearY);
        var (xi4, yi4) = (Vector256.Create(xi), Vector256.Create(yi));
        var (lx, inverseLx) = (Vector256.Create(domain.Lx), Vector256.Create(1 / domain.Lx));
        var (ly, inverseLy) = (Vector256.Create(domain.Ly), Vector256.Create(1 / domain.Ly));
        var (radius2, cut2) = (Vector256.Create(alignmentRadius2), Vector256.Create(cutoff2));
        var (sumX, sumY) = (Vector256<double>.Zero, Vector256<double>.Zero);
        int kept = 0;
        for (nuint j = 0; j < (nuint)others.Count; j += (nuint)Vector256<double>.Count)
        {
            var dx = TDisplacement.Nearest(Vector256.LoadUnsafe(ref x, j) - xi4, lx, inverseLx);
            var dy = TDisplacement.Nearest(Vector256.LoadUnsafe(ref y, j) - yi4, ly, inverseLy);
            var r2 = Vector256.MultiplyAddEstimate(dx, dx, dy * dy);
            if (aligns)
            {
                // Σ p_j over r_ij ≤ R
                var neighbours = Vector256.LessThanOrEqual(r2, radius2);
                sumX += neighbours & Vector256.LoadUnsafe(ref headingX, j);
                sumY += neighbours & Vector256.LoadUnsafe(ref headingY, j);
            }
            if (force is not null)
            {
                uint within = Vector256.LessThanOrEqual(r2, cut2).ExtractMostSignificantBits();
                LanePacking.Store(dx, within, ref Unsafe.Add(ref keptX, kept));
                LanePacking.Store(dy, within, ref Unsafe.Add(ref keptY, kept));
                kept += BitOperations.PopCount(within);
            }
        }
        if (aligns) (sums.HeadingX[i], sums.HeadingY[i]) = (Vector256.Sum(sumX), Vector256.Sum(sumY));
        if (force is not null) (sums.ForceX[i], sums.ForceY[i]) = Force(force, kept);
    }

    /// <summary>F_i = −Σ_j f(r_ij) r̂_ij over the displacements that were kept.</summary>
    private (double X, double Y) Force(MorseForce morse, int kept)
    {
        // Displacements of zero length, which fill the last vector, exert no force: neither does a particle on itself.
        nearX.AsSpan(kept, Vector256<double>.Count).Clear();
        nearY.AsSpan(kept, Vector256<double>.Count).Clear();
        ref double keptX = ref MemoryMarshal.GetArrayDataReference(nearX);
        ref double keptY = ref MemoryMarshal.GetArrayDataReference(nearY);
        var (sumX, sumY) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (nuint k = 0; k < (nuint)kept; k += (nuint)Vector256<double>.Count)
        {
            var dx = Vector256.LoadUnsafe(ref keptX, k);
            var dy = Vector256.LoadUnsafe(ref keptY, k);
            var r = Vector256.Sqrt(Vector256.MultiplyAddEstimate(dx, dx, dy * dy));
            var perLength = Vector256.GreaterThan(r, Vector256<double>.Zero) & (morse.At(r) / r);
            sumX = Vector256.MultiplyAddEstimate(-perLength, dx, sumX);
            sumY = Vector256.MultiplyAddEstimate(-perLength, dy, sumY);
        }
        return (Vector256.Sum(sumX), Vector256.Sum(sumY));
    }

    private static double Square(double value) => value * value;
}
