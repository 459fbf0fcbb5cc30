using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.TimeSeries;

namespace RomHost.Selection;

/// <summary>
/// Bounds how far two forecasts of a linear model can move apart. Their difference e follows e_(k+1) = A·e_k, A the
/// companion matrix, and for S with A·S·Aᵀ ≤ S the value V = eᵀ·S⁻¹·e never grows, so that
/// e_c² ≤ S_cc·V for ever (Lyapunov's second method; Boyd, El Ghaoui, Feron, Balakrishnan, Linear Matrix Inequalities
/// in System and Control Theory, 1994, §5.1).
/// </summary>
/// <remarks>
/// S = Σ_(k&lt;m) A^k (A^k)ᵀ is such a matrix once ‖A^m‖ ≤ 1, since A·S·Aᵀ = S − I + A^m (A^m)ᵀ; doubling m costs three
/// products. A is divided by a number that makes 2 in the steps that are asked for: a model that grows by less than
/// that has a bound too, twice as large.
/// </remarks>
internal sealed class ContractionBound
{
    private const int MostDoublings = 24;

    // A model whose powers are that large comes back to nothing that a bound could say.
    private const double LargestNorm = 1e8;

    private readonly Cholesky factor; // of S, in scaled coordinates
    private readonly double[] reach;  // 2·√S_cc of the newest state [r]
    private readonly int size;        // n = w·r

    private ContractionBound(Cholesky factor, double[] reach, int size) =>
        (this.factor, this.reach, this.size) = (factor, reach, size);

    /// <summary>Computes the bound.</summary>
    /// <param name="coefficients">The coefficients [w, r, r], A_1 first.</param>
    /// <param name="scale">The unit of each coordinate [r], positive.</param>
    /// <param name="steps">The number of steps for which it holds.</param>
    /// <returns>The bound; null where the model grows by more than 2 in these steps, or nothing can be said.</returns>
    public static ContractionBound? Of(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> scale, int steps)
    {
        int r = scale.Length, n = coefficients.Length / r;
        double[] power = CompanionMatrix.Create(coefficients, r);
        double shrink = Math.Pow(2, -1.0 / steps);
        for (int i = 0; i < power.Length; i++) power[i] *= shrink * scale[i % n % r] / scale[i / n % r];
        var (sum, product) = (new double[n * n], new double[n * n]);
        for (int i = 0; i < n; i++) sum[i * n + i] = 1;
        for (int doubling = 0; doubling < MostDoublings; doubling++)
        {
            double norm = TensorPrimitives.Norm<double>(power); // Frobenius: at least the spectral one
            if (!(norm < LargestNorm)) return null; // also for NaN
            if (norm <= 1) return Of(sum, n, r);
            product.AsSpan().Clear(); // S_(2m) = S_m + A^m S_m (A^m)ᵀ
            Gemm.MultiplyAdd(power, sum, product, n, n, n);
            Gemm.MultiplyAdd(product, Transposition.Of(power, n, n), sum, n, n, n);
            product.AsSpan().Clear();
            Gemm.MultiplyAdd(power, power, product, n, n, n);
            (power, product) = (product, power);
        }
        return null;
    }

    /// <summary>Returns which differences stay within given room, from the newest of their states on.</summary>
    /// <param name="differences">
    /// Differences of windows [w·r, count] in units of the scale, the newest state first; overwritten.
    /// </param>
    /// <param name="room">The room of each coordinate [r] in the same units.</param>
    /// <param name="count">The number of differences.</param>
    public bool[] StayWithin(double[] differences, ReadOnlySpan<double> room, int count)
    {
        var solved = differences.ToArray();
        factor.Solve(solved, count);
        TensorPrimitives.Multiply<double>(differences, solved, solved);
        var energies = solved.AsSpan(0, count); // V
        for (int i = 1; i < size; i++) TensorPrimitives.Add(energies, solved.AsSpan(i * count, count), energies);
        var stay = new bool[count];
        for (int k = 0; k < count; k++)
        {
            double root = Math.Sqrt(energies[k]);
            stay[k] = true;
            for (int c = 0; c < room.Length; c++) stay[k] &= reach[c] * root <= room[c]; // false for NaN
        }
        return stay;
    }

    private static ContractionBound? Of(double[] sum, int n, int r)
    {
        double[] reach = [.. Enumerable.Range(0, r).Select(c => 2 * Math.Sqrt(sum[c * n + c]))];
        try
        {
            return new ContractionBound(Cholesky.FactorInPlace(sum, n, default), reach, n);
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }
}
