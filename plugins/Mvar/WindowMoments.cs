using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.LinearAlgebra;

namespace Mvar;

/// <summary>
/// First and second moments of windows with their targets, in one pass and in memory that does not grow with their number.
/// A window and its target are one slice of a trajectory: (y_(k−w), …, y_(k−1), y_k), D = (w+1)·r values.
/// </summary>
internal sealed class WindowMoments
{
    private const int RowsAtOnce = 256;

    private readonly int r;
    private readonly int lag;
    private readonly double[] mean;       // [D]
    private readonly double[] covariance; // [D, D]: Σ (s − s̄)(s − s̄)ᵀ, not divided

    private WindowMoments(int r, int lag, long count, double[] mean, double[] covariance) =>
        (this.r, this.lag, Count, this.mean, this.covariance) = (r, lag, count, mean, covariance);

    /// <summary>Number of windows n.</summary>
    public long Count { get; }

    /// <summary>Accumulates the moments of all windows.</summary>
    /// <param name="data">The trajectories.</param>
    /// <param name="lag">Lag w of the windows.</param>
    /// <param name="cancellation">Ends the pass.</param>
    public static WindowMoments Of(LatentDataset data, int lag, CancellationToken cancellation)
    {
        int r = data.Dimension, width = (lag + 1) * r;
        double[] origin = MeanState(data);
        var (sum, gram) = (new double[width], new double[width * width]);
        var rows = new double[RowsAtOnce * width];
        long count = 0;
        int filled = 0;
        for (int run = 0; run < data.RunCount; run++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int target = lag; target < data.FrameCount(run); target++)
            {
                var slice = data.Run(run).Slice((target - lag) * r, width);
                var row = rows.AsSpan(filled * width, width);
                // About the mean state, so that second moments do not drown in squares of the mean.
                for (int i = 0; i < width; i++) row[i] = slice[i] - origin[i % r];
                TensorPrimitives.Add<double>(sum, row, sum);
                count++;
                if (++filled == RowsAtOnce) filled = Flush(rows, filled, width, gram);
            }
        }
        Flush(rows, filled, width, gram);
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < width; j++) gram[i * width + j] -= sum[i] * sum[j] / count;
        }
        for (int i = 0; i < width; i++) sum[i] = sum[i] / count + origin[i % r];
        return new WindowMoments(r, lag, count, sum, gram);
    }

    /// <summary>
    /// Ridge regression of the target on the newest <paramref name="order"/> states: B = (Cxx + αI)⁻¹ Cxy, the intercept from
    /// the means and so not penalised.
    /// </summary>
    /// <param name="order">Number of states, at most the lag of the windows.</param>
    /// <param name="alpha">Penalty α.</param>
    /// <returns>The fit, or null when the equations have no finite solution.</returns>
    public MvarFit? Fit(int order, double alpha)
    {
        int p = order * r, first = (lag - order) * r, target = lag * r, width = (lag + 1) * r;
        var (cxx, solution) = (new double[p * p], new double[p * r]);
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < p; j++) cxx[i * p + j] = covariance[(first + i) * width + first + j];
            for (int c = 0; c < r; c++) solution[i * r + c] = covariance[(first + i) * width + target + c];
            cxx[i * p + i] += alpha;
        }
        double[] cxy = [.. solution];
        try
        {
            Cholesky.Factor(cxx, p).Solve(solution, r);
        }
        catch (ArithmeticException)
        {
            return null;
        }
        // Residuals from the moments: Σ(y−ŷ)² = tr Cyy − 2 tr BᵀCxy + tr BᵀCxxB, where (Cxx + αI)B = Cxy.
        var residuals = new double[r * r];
        for (int a = 0; a < r; a++)
        {
            for (int b = 0; b < r; b++)
            {
                double sum = covariance[(target + a) * width + target + b];
                for (int i = 0; i < p; i++)
                    sum -= solution[i * r + a] * (cxy[i * r + b] + alpha * solution[i * r + b]);
                residuals[a * r + b] = sum;
            }
        }
        double total = 0, residual = 0;
        for (int c = 0; c < r; c++)
        {
            total += covariance[(target + c) * width + target + c];
            residual += residuals[c * r + c];
        }
        double[] coefficients = Transposition.Of(solution, p, r);
        if (!coefficients.All(double.IsFinite)) return null;
        var intercept = new double[r];
        for (int c = 0; c < r; c++)
            intercept[c] = mean[target + c] - TensorPrimitives.Dot<double>(coefficients.AsSpan(c * p, p), mean.AsSpan(first, p));
        return new MvarFit(order, coefficients, intercept, residuals, Count, total > 0 ? 1 - residual / total : double.NaN, Math.Sqrt(Math.Max(0, residual) / (Count * r)));
    }

    private static int Flush(double[] rows, int filled, int width, double[] gram)
    {
        var block = rows.AsSpan(0, filled * width);
        if (filled > 0) Gemm.TransposedMultiplyAdd(block, block, gram, width, filled, width);
        return 0;
    }

    private static double[] MeanState(LatentDataset data)
    {
        var mean = new double[data.Dimension];
        long frames = 0;
        for (int run = 0; run < data.RunCount; run++)
        {
            for (int t = 0; t < data.FrameCount(run); t++) TensorPrimitives.Add(data.State(run, t), mean, mean);
            frames += data.FrameCount(run);
        }
        TensorPrimitives.Multiply<double>(mean, 1.0 / Math.Max(1, frames), mean);
        return mean;
    }
}
