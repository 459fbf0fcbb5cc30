using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.TimeSeries;

namespace Stochastic;

/// <summary>The one-step errors of a map on runs, y_k − P(y_(k−w), …, y_(k−1)), with the state before each.</summary>
internal sealed class Residuals
{
    // The square of some units of rounding of a standardised value: less is no residual.
    private const double Rounding = 1e-28;

    private readonly int r;
    private readonly double[] values; // [count, r], run after run
    private readonly double[] before; // y_(k−1) of each [count, r]
    private readonly int[] ends;      // the number of residuals up to and with each run

    private Residuals(double[] values, double[] before, int[] ends, int r) =>
        (this.values, this.before, this.ends, this.r) = (values, before, ends, r);

    /// <summary>Dimension r.</summary>
    public int Dimension => r;

    /// <summary>Number of residuals.</summary>
    public int Count => values.Length / r;

    /// <summary>The residuals [count, r].</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The state before each [count, r].</summary>
    public ReadOnlySpan<double> Before => before;

    /// <summary>The number of residuals up to and with each run.</summary>
    public ReadOnlySpan<int> Ends => ends;

    /// <summary>Computes residuals.</summary>
    /// <param name="runs">Standardised runs.</param>
    /// <param name="chosen">The runs; shorter ones have none.</param>
    /// <param name="map">The map.</param>
    /// <param name="start">The first frame, at least the map's lag.</param>
    /// <param name="cancellation">Ends the computation.</param>
    public static Residuals Of(
        StandardisedTrajectories runs, int[] chosen, WindowMap map, int start, CancellationToken cancellation)
    {
        int r = runs.Dimension, count = 0;
        int[] ends = [.. chosen.Select(run => count += Math.Max(0, runs.Length(run) - start))];
        var (values, before) = (new double[count * r], new double[count * r]);
        int at = 0;
        foreach (int run in chosen)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int k = start; k < runs.Length(run); k++, at += r)
            {
                var value = values.AsSpan(at, r);
                map.Next(runs.States(run, k - map.Lag, map.Lag), [], value);
                var state = runs.States(run, k, 1);
                for (int j = 0; j < r; j++) value[j] = state[j] - value[j];
                runs.States(run, k - 1, 1).CopyTo(before.AsSpan(at, r));
            }
        }
        return new Residuals(values, before, ends, r);
    }

    /// <summary>Computes the mean residual [r].</summary>
    public double[] Means() => Mean((k, j) => values[k * r + j]);

    /// <summary>Computes the mean square of each coordinate about 0 [r].</summary>
    public double[] MeanSquares() => Mean((k, j) => values[k * r + j] * values[k * r + j]);

    /// <summary>Computes the second moments about 0 [r, r]: a bias counts as noise.</summary>
    public double[] SecondMoments()
    {
        var moments = new double[r * r];
        Gemm.TransposedMultiplyAdd(values, values, moments, r, Count, r);
        for (int i = 0; i < moments.Length; i++) moments[i] /= Count;
        return moments;
    }

    /// <summary>
    /// Computes the mean over coordinates of the logarithm of their mean squares. It is what the likelihood of
    /// independent coordinates grows with, and has no unit: a factor in one coordinate counts as in any other.
    /// </summary>
    public double LogMeanSquare() => MeanSquares().Average(square => Math.Log(Math.Max(square, Rounding)));

    /// <summary>
    /// Computes the root mean square over coordinates of the autocorrelation from one step to the next,
    /// ρ_j = Σ e_k e_(k−1) / Σ e_k² within runs.
    /// </summary>
    /// <returns>The correlation, 0 where there are no residuals but rounding; and the number of pairs.</returns>
    public (double Correlation, int Pairs) Autocorrelation()
    {
        var products = new double[r];
        int pairs = 0, first = 0;
        foreach (int end in ends)
        {
            for (int k = first + 1; k < end; k++, pairs++)
            {
                for (int j = 0; j < r; j++) products[j] += values[k * r + j] * values[(k - 1) * r + j];
            }
            first = end;
        }
        double[] squares = MeanSquares();
        double sum = 0;
        int varying = 0;
        for (int j = 0; j < r; j++)
        {
            if (squares[j] <= Rounding) continue;
            sum += Math.Pow(products[j] / (squares[j] * Count), 2);
            varying++;
        }
        return (varying > 0 ? Math.Sqrt(sum / varying) : 0, pairs);
    }

    private double[] Mean(Func<int, int, double> value)
    {
        var mean = new double[r];
        for (int k = 0; k < Count; k++)
        {
            for (int j = 0; j < r; j++) mean[j] += value(k, j);
        }
        return Array.ConvertAll(mean, sum => sum / Math.Max(1, Count));
    }
}
