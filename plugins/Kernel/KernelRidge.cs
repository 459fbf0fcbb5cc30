using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Kernel;

/// <summary>
/// Kernel ridge regression of the states after a window on its features: C = (K + λI)⁻¹ (Y − Ȳ) with
/// K_ij = exp(−½ (|φ_i − φ_j| / ℓ)²) (Saunders, Gammerman and Vovk, ICML 1998).
/// </summary>
internal static class KernelRidge
{
    // Outputs that are solved for together: between two of them a training can end.
    private const int OutputsAtOnce = 256;

    // Windows between all pairs of which the median distance is taken.
    private const int MostCompared = 1000;

    /// <summary>Fits the map.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="points">Their features [n, features].</param>
    /// <param name="width">Width of the kernel relative to the median distance.</param>
    /// <param name="penalty">The penalty λ.</param>
    /// <param name="context">Receives progress, and ends the fit.</param>
    /// <exception cref="ArithmeticException">The matrix is singular, or a coefficient is too large.</exception>
    public static KernelFit Fit(
        WindowSample windows, double[] points, double width, double penalty, TrainingContext context)
    {
        int n = windows.Count, outputs = windows.Horizon * windows.Dimension;
        double scale = width * MedianDistance(points, n);
        var cancellation = context.Cancellation;
        context.Progress.Report(new TrainingProgress(0, outputs, $"kernel of {n} windows"));
        var factor = Cholesky.FactorInPlace(Kernel(points, n, scale, penalty, cancellation), n, cancellation);
        double[] mean = Mean(windows);
        var coefficients = new double[checked(n * outputs)];
        var y = new double[n * Math.Min(OutputsAtOnce, outputs)];
        for (int first = 0; first < outputs; first += OutputsAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            context.Progress.Report(new TrainingProgress(first, outputs, $"kernel of {n} windows"));
            int count = Math.Min(OutputsAtOnce, outputs - first);
            var part = y.AsSpan(0, n * count);
            for (int i = 0; i < n; i++)
                TensorPrimitives.Subtract(
                    windows.Continuation(i).Slice(first, count), mean.AsSpan(first, count),
                    part.Slice(i * count, count));
            factor.Solve(part, count);
            for (int i = 0; i < n; i++)
                part.Slice(i * count, count).CopyTo(coefficients.AsSpan(i * outputs + first));
        }
        return TensorPrimitives.IsFiniteAll<double>(coefficients)
            ? new KernelFit(points, coefficients, mean, scale)
            : throw new ArithmeticException("a coefficient is too large for a double");
    }

    // The lower triangle of K + λI [n, n].
    private static double[] Kernel(double[] points, int n, double scale, double penalty, CancellationToken cancellation)
    {
        int length = points.Length / n;
        var kernel = new double[checked(n * n)];
        for (int i = 0; i < n; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = kernel.AsSpan(i * n, i + 1);
            Distances.Squared(points.AsSpan(0, (i + 1) * length), points.AsSpan(i * length, length), row);
            GaussianKernel.OfSquares(row, scale);
            row[i] += penalty;
        }
        return kernel;
    }

    // Of at most MostCompared windows, evenly among all; 1, the scale of features, where most are equal.
    private static double MedianDistance(double[] points, int n)
    {
        int length = points.Length / n, count = Math.Min(n, MostCompared);
        if (count < 2) return 1;
        var chosen = new double[count * length];
        for (int i = 0; i < count; i++)
            points.AsSpan((int)((long)i * n / count) * length, length).CopyTo(chosen.AsSpan(i * length));
        var squares = new double[count * (count - 1) / 2];
        for (int i = 1, at = 0; i < count; at += i++)
            Distances.Squared(
                chosen.AsSpan(0, i * length), chosen.AsSpan(i * length, length), squares.AsSpan(at, i));
        double median = Math.Sqrt(Median.Of(squares));
        return median > 0 ? median : 1;
    }

    private static double[] Mean(WindowSample windows)
    {
        var mean = new double[windows.Horizon * windows.Dimension];
        for (int i = 0; i < windows.Count; i++)
            TensorPrimitives.MultiplyAdd(windows.Continuation(i), 1.0 / windows.Count, mean, mean);
        return mean;
    }
}
