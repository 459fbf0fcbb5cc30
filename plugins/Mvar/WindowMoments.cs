using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;

namespace Mvar;

/// <summary>
/// First and second moments of windows with their targets, in memory independent of their number. A window and its
/// target are one slice of a trajectory: s = (y_(k−w), …, y_(k−1), y_k), D = (w+1)·r values (<see cref="WindowSums"/>).
/// </summary>
internal sealed class WindowMoments
{
    private const double RoundingUnit = 1.0 / (1L << 52);

    // A solution has at least two digits that are not rounding; otherwise there is none.
    private const double LargestError = 0.01;

    private readonly int r;
    private readonly int lag;
    private readonly int width;           // D = (lag + 1)·r
    private readonly double[] mean;       // s̄ [D]
    private readonly double[] covariance; // Σ (s − s̄)(s − s̄)ᵀ [D, D], not divided by n

    private WindowMoments(int r, int lag, long count, double[] mean, double[] covariance)
    {
        (this.r, this.lag, width) = (r, lag, (lag + 1) * r);
        (Count, this.mean, this.covariance) = (count, mean, covariance);
    }

    /// <summary>Number of windows n.</summary>
    public long Count { get; }

    /// <summary>s̄ [D], the oldest state first.</summary>
    public ReadOnlySpan<double> Mean => mean;

    /// <summary>Σ (s − s̄)(s − s̄)ᵀ [D, D].</summary>
    public ReadOnlySpan<double> Covariance => covariance;

    /// <summary>Computes the moments of all windows.</summary>
    /// <param name="data">The trajectories, one of them longer than <paramref name="lag"/>.</param>
    /// <param name="lag">Lag w of the windows.</param>
    /// <param name="cancellation">Ends the pass.</param>
    public static WindowMoments Of(LatentDataset data, int lag, CancellationToken cancellation)
    {
        // Relative to the mean state, so that squares of the mean do not dominate the second moments.
        double[] origin = WindowSums.MeanState(data);
        var sums = new WindowSums(new double[WindowSums.CountFor(data.Dimension, lag)], data.Dimension, lag);
        sums.Add(data, origin, cancellation);
        return Of(sums, origin, lag);
    }

    /// <summary>Computes the moments of windows of which there are sums.</summary>
    /// <param name="sums">The sums, of one window at least.</param>
    /// <param name="origin">Their origin [r].</param>
    /// <param name="lag">Lag w of the windows.</param>
    public static WindowMoments Of(WindowSums sums, ReadOnlySpan<double> origin, int lag)
    {
        var (count, sum, gram) = sums.Complete();
        int r = origin.Length, width = sum.Length;
        for (int i = 0; i < width; i++) // Σ (s − s̄)(s − s̄)ᵀ = Σ s sᵀ − n s̄ s̄ᵀ
        {
            var row = gram.AsSpan(i * width, width);
            TensorPrimitives.MultiplyAdd<double>(sum, -sum[i] / count, row, row);
        }
        for (int i = 0; i < width; i++) sum[i] = sum[i] / count + origin[i % r];
        return new WindowMoments(r, lag, count, sum, gram);
    }

    /// <summary>
    /// Returns the largest Σ (x−x̄)² of a coordinate of the newest <paramref name="order"/> states: Cxx's largest
    /// diagonal element.
    /// </summary>
    /// <param name="order">Number of states, at most the lag of the windows.</param>
    public double LargestSumOfSquares(int order) =>
        Enumerable.Range((lag - order) * r, order * r).Max(i => covariance[i * width + i]);

    /// <summary>
    /// Computes the ridge regression of the target on the newest <paramref name="order"/> states: B = (Cxx + αI)⁻¹ Cxy.
    /// Since the moments are about the means, the intercept is not penalised.
    /// </summary>
    /// <param name="order">Number of states, at most the lag of the windows.</param>
    /// <param name="alpha">Penalty α.</param>
    /// <returns>The fit, or null where rounding leaves fewer than two digits of it.</returns>
    public MvarFit? Ridge(int order, double alpha)
    {
        int p = order * r, first = (lag - order) * r, target = lag * r;
        var (cxx, solution) = (new double[p * p], new double[p * r]);
        for (int i = 0; i < p; i++)
        {
            var row = covariance.AsSpan((first + i) * width, width);
            row.Slice(first, p).CopyTo(cxx.AsSpan(i * p));
            row.Slice(target, r).CopyTo(solution.AsSpan(i * r));
            cxx[i * p + i] += alpha;
        }
        try
        {
            var factor = Cholesky.Factor(cxx, p);
            factor.Solve(solution, r);
            if (!(VarianceInflation(cxx, factor, p) * RoundingUnit < LargestError)) return null; // also for NaN
        }
        catch (ArithmeticException)
        {
            return null;
        }
        double[] coefficients = Transposition.Of(solution, p, r);
        return coefficients.All(double.IsFinite) ? Judge(coefficients) : null;
    }

    /// <summary>
    /// Computes the intercept for given coefficients, A_0 = ȳ − Σ A_j x̄_j, and the quality of the fit. The residual is
    /// a linear map of the slice, e = L (s − s̄) with L = (0 … −A_w … −A_1 I), so its moments are L C Lᵀ.
    /// </summary>
    /// <param name="coefficients">[r, order·r], the oldest state's block first.</param>
    public MvarFit Judge(double[] coefficients)
    {
        int p = coefficients.Length / r, target = lag * r, first = target - p;
        var map = new double[r * width];
        var intercept = new double[r];
        for (int c = 0; c < r; c++)
        {
            var row = map.AsSpan(c * width, width);
            TensorPrimitives.Negate<double>(coefficients.AsSpan(c * p, p), row[first..]);
            row[target + c] = 1;
            intercept[c] = TensorPrimitives.Dot<double>(row, mean);
        }
        var (residuals, image) = (new double[r * r], new double[width]);
        double total = 0, residual = 0;
        for (int a = 0; a < r; a++)
        {
            var row = map.AsSpan(a * width, width);
            for (int i = 0; i < width; i++)
                image[i] = TensorPrimitives.Dot<double>(covariance.AsSpan(i * width, width), row);
            for (int b = 0; b < r; b++)
                residuals[a * r + b] = TensorPrimitives.Dot<double>(image, map.AsSpan(b * width, width));
            total += covariance[(target + a) * width + target + a];
            residual += Math.Max(0, residuals[a * r + a]);
        }
        return new MvarFit(p / r, coefficients, intercept, residuals, total, Count)
        {
            R2 = total > 0 ? 1 - residual / total : double.NaN,
            Rmse = Math.Sqrt(residual / (Count * (double)r)),
        };
    }

    // The largest A_ii (A⁻¹)_ii: the factor by which the other regressors inflate a coefficient's variance and its
    // rounding error.
    private static double VarianceInflation(double[] a, Cholesky factor, int p)
    {
        var inverse = new double[p * p];
        for (int i = 0; i < p; i++) inverse[i * p + i] = 1;
        factor.Solve(inverse, p);
        double largest = 0;
        for (int i = 0; i < p; i++) largest = Math.Max(largest, a[i * p + i] * inverse[i * p + i]); // Max keeps NaN
        return largest;
    }
}
