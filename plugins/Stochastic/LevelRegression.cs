using System.Numerics.Tensors;
using Rom.Numerics.Regression;
using Rom.Numerics.TimeSeries;

namespace Stochastic;

/// <summary>
/// Fits levels one after the other: the residual of a level is regressed on the last state and the last residuals of
/// all levels before it (Kravtsov, Kondrashov and Ghil, J. Climate 18, 2005; Kondrashov et al., J. Climate 18, 2005).
/// </summary>
/// <remarks>
/// A residual is the difference of a state from a map of the states before it. So the conditional mean of all levels
/// together is an affine map of a window too, one state longer with each level, and is kept as that.
/// </remarks>
/// <param name="runs">Standardised runs.</param>
/// <param name="lag">Lag w of the first level.</param>
/// <param name="ridgeAlpha">The penalty beside a variance of 1.</param>
internal sealed class LevelRegression(StandardisedTrajectories runs, int lag, double ridgeAlpha)
{
    private const int RowsAtOnce = 256;

    private readonly int r = runs.Dimension;

    /// <summary>Returns the window of a number of levels.</summary>
    /// <param name="levels">The number.</param>
    public int WindowOf(int levels) => lag + levels - 1;

    /// <summary>Fits the conditional mean.</summary>
    /// <param name="fitted">The runs; one of them has more states than the window.</param>
    /// <param name="levels">Number of levels, at least 1.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="ArithmeticException">A regression has no solution.</exception>
    public WindowMap Fit(int[] fitted, int levels, CancellationToken cancellation)
    {
        // P_0 … P_(l−1): the conditional means of the first levels, and the root mean squares of their residuals.
        var means = new List<WindowMap>();
        var units = new List<double[]>();
        for (int level = 0; level < levels; level++)
        {
            var moments = Moments(fitted, means, units, cancellation);
            var penalties = new double[moments.Inputs];
            Array.Fill(penalties, Math.Min(double.MaxValue, ridgeAlpha * moments.Count));
            var (coefficients, constant) = moments.Solve(penalties);
            means.Add(level == 0
                ? new WindowMap(coefficients, constant)
                : Composed(means, units, coefficients, constant));
            if (level + 1 < levels) units.Add(RootMeanSquares(fitted, means[^1], cancellation));
        }
        return means[^1];
    }

    // Level 0: the state on the window. Level l: r_k of level l − 1 on (y_(k−1), r_(k−1) of levels 0 … l − 1).
    private RidgeMoments Moments(
        int[] fitted, List<WindowMap> means, List<double[]> units, CancellationToken cancellation)
    {
        int level = means.Count, window = WindowOf(level + 1), inputs = level == 0 ? lag * r : (level + 1) * r;
        var moments = new RidgeMoments(inputs, r);
        var (x, y) = (new double[RowsAtOnce * inputs], new double[RowsAtOnce * r]);
        int rows = 0;
        foreach (int run in fitted)
        {
            for (int k = window; k < runs.Length(run); k++)
            {
                Span<double> row = x.AsSpan(rows * inputs, inputs), target = y.AsSpan(rows * r, r);
                if (level == 0)
                {
                    runs.States(run, k - lag, lag).CopyTo(row);
                    runs.States(run, k, 1).CopyTo(target);
                }
                else
                {
                    runs.States(run, k - 1, 1).CopyTo(row);
                    for (int i = 0; i < level; i++)
                    {
                        var residual = row.Slice((i + 1) * r, r);
                        Residual(means[i], run, k - 1, residual);
                        for (int j = 0; j < r; j++) residual[j] /= units[i][j];
                    }
                    Residual(means[^1], run, k, target);
                }
                if (++rows < RowsAtOnce) continue;
                cancellation.ThrowIfCancellationRequested();
                moments.Add(x, y);
                rows = 0;
            }
        }
        moments.Add(x.AsSpan(0, rows * inputs), y.AsSpan(0, rows * r));
        return moments;
    }

    private void Residual(WindowMap mean, int run, int k, Span<double> residual)
    {
        mean.Next(runs.States(run, k - mean.Lag, mean.Lag), [], residual);
        var state = runs.States(run, k, 1);
        for (int j = 0; j < r; j++) residual[j] = state[j] - residual[j];
    }

    // A penalty beside a variance of 1 means the same for residuals in these units; 1 where there is none.
    private double[] RootMeanSquares(int[] fitted, WindowMap mean, CancellationToken cancellation)
    {
        double[] squares = Residuals.Of(runs, fitted, mean, mean.Lag, cancellation).MeanSquares();
        return Array.ConvertAll(squares, square => square > 0 ? Math.Sqrt(square) : 1);
    }

    /// <summary>
    /// P_l = P_(l−1) + c + B_0 y_(k−1) + Σ_i B_(i+1) (y_(k−1) − P_i at k−1) / u_i, as a map of one window.
    /// </summary>
    private WindowMap Composed(
        List<WindowMap> means, List<double[]> units, double[] coefficients, double[] constant)
    {
        int level = means.Count, inputs = (level + 1) * r, window = WindowOf(level + 1), width = window * r;
        var (sum, sumConstant) = (new double[r * width], new double[r]);
        for (int row = 0; row < r; row++)
        {
            var target = sum.AsSpan(row * width, width);
            var newest = target[^r..];
            means[^1].Coefficients.AsSpan(row * (width - r), width - r).CopyTo(target[r..]);
            sumConstant[row] = means[^1].Constant[row] + constant[row];
            TensorPrimitives.Add(newest, coefficients.AsSpan(row * inputs, r), newest);
            for (int i = 0; i < level; i++)
            {
                var mean = means[i];
                int length = mean.Lag * r; // the window of P_i at k − 1 ends before the newest state
                for (int j = 0; j < r; j++)
                {
                    double weight = coefficients[row * inputs + (i + 1) * r + j] / units[i][j];
                    newest[j] += weight;
                    var older = target.Slice(width - r - length, length);
                    TensorPrimitives.MultiplyAdd(
                        mean.Coefficients.AsSpan(j * length, length), -weight, older, older);
                    sumConstant[row] -= weight * mean.Constant[j];
                }
            }
        }
        return new WindowMap(sum, sumConstant);
    }
}
