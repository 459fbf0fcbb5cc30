using Rom.Numerics.Regression;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// Predicts the errors of a forecast from the window that it begins from, by a linear regression for each lead and
/// coordinate, and gives the residuals of known runs. Thread-safe.
/// </summary>
/// <remarks>
/// Errors of a model depend on the window in part, as those of a forecast that regresses to the mean do. The errors of
/// the runs that began most alike differ by this part, although it is known of the forecast. So it is predicted (model
/// output statistics: Glahn and Lowry, Journal of Applied Meteorology 11, 1972, 1203–1211), by ridge regression on the
/// standardised window z,
/// <code>e = ē + B z + ε</code>
/// and only residuals ε are drawn. That of a known run is the error of the fit to all others, as that of a new run is.
/// The penalty of a coordinate is the one with the smallest residuals, and where those about the mean are smaller, the
/// coordinate has no regression, and its errors are drawn as they are. Errors beyond Tukey's outer fences, of forecasts
/// that fall apart, have part in the fit as if on the fence, and are whole in residuals. Windows beyond the known ones
/// count as on their border.
/// </remarks>
internal sealed class ErrorRegression
{
    // Of fewer runs the regression is chance itself.
    private const int LeastRuns = 100;

    // Errors are stored in single precision: such a share of them is rounding.
    private const double Rounding = 1e-6;

    // Times the number of runs, for inputs of variance 1.
    private static readonly double[] Penalties = [0.01, 0.1, 1, 10];

    private readonly ErrorPaths errors;
    private readonly Lazy<Fit?> fit;
    private readonly Lazy<Lead>[] leads;

    /// <summary>Creates the regression, which is fitted when it is first needed.</summary>
    /// <param name="errors">The errors of all runs, at least one.</param>
    public ErrorRegression(ErrorPaths errors)
    {
        this.errors = errors;
        fit = new(FitAll);
        leads = [.. Enumerable.Range(0, errors.LongestSteps).Select(step => new Lazy<Lead>(() => LeadAt(step)))];
    }

    /// <summary>Predicts the errors of a forecast.</summary>
    /// <param name="window">Its window [w, r].</param>
    /// <param name="steps">Its number of steps.</param>
    /// <param name="without">The path that has no part in the fit; null for none.</param>
    /// <returns>The errors [steps, r].</returns>
    public double[] Predict(ReadOnlySpan<double> window, int steps, int? without = null)
    {
        int r = errors.Dimension;
        var predicted = new double[steps * r];
        if (fit.Value is not { } known) return predicted;
        double[] z = window.ToArray();
        known.Range.Clamp(z);
        known.Standardisation.Transform(z);
        foreach (var (ridge, coordinates) in known.Ridges)
        {
            double[] weights = ridge.WeightsAt(z, without);
            for (int k = 0; k < steps; k++)
            {
                int step = ErrorPaths.KnownStep(k, leads.Length);
                var fences = leads[step].Value.Fences;
                for (int path = 0; path < weights.Length; path++)
                {
                    var error = errors.At(path, step);
                    foreach (int i in coordinates) predicted[k * r + i] += weights[path] * fences.Within(error[i], i);
                }
            }
        }
        return predicted;
    }

    /// <summary>Returns the residual [r] of a path.</summary>
    /// <param name="path">The path, from 0.</param>
    /// <param name="step">The step, from 0.</param>
    public ReadOnlySpan<float> ResidualAt(int path, int step) => fit.Value is null
        ? errors.At(path, step)
        : leads[ErrorPaths.KnownStep(step, leads.Length)].Value.Residuals.AsSpan(
            path * errors.Dimension, errors.Dimension);

    /// <summary>Computes the mean residual of some paths.</summary>
    /// <param name="some">The paths, at least one.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="mean">The mean [r], overwritten.</param>
    public void MeanResidual(int[] some, int step, Span<double> mean)
    {
        mean.Clear();
        foreach (int path in some)
        {
            var residual = ResidualAt(path, step);
            for (int i = 0; i < mean.Length; i++) mean[i] += residual[i];
        }
        for (int i = 0; i < mean.Length; i++) mean[i] /= some.Length;
    }

    // Null where no coordinate has a regression.
    private Fit? FitAll()
    {
        int n = errors.Count, r = errors.Dimension;
        if (!errors.HasWindows || n < LeastRuns) return null;
        double[] z = errors.Windows();
        int p = z.Length / n;
        var range = ColumnRange.Of(z, p, margin: 1);
        var standardisation = Standardisation.Fit(z, p);
        standardisation.Transform(z);
        var ridges = LeaveOneOutRidge.Fit(z, p, [.. Penalties.Select(penalty => penalty * n)]);
        int?[] chosen = Choose(ridges);
        (LeaveOneOutRidge Ridge, int[] Coordinates)[] groups =
        [
            .. ridges.Select((ridge, k) => (ridge, Enumerable.Range(0, r).Where(i => chosen[i] == k).ToArray()))
                .Where(group => group.Item2.Length > 0),
        ];
        return groups.Length == 0 ? null : new(range, standardisation, groups);
    }

    // Of each coordinate the regression whose squared residuals, in units of those about the mean, are least at the
    // first leads of all blocks together.
    private int?[] Choose(LeaveOneOutRidge[] ridges)
    {
        int n = errors.Count, r = errors.Dimension;
        var (left, leadCount) = (new double[ridges.Length, r], new int[r]);
        foreach (int first in LeadBlocks.FirstLeads(leads.Length))
        {
            double[] y = ErrorsAt(first - 1);
            var fences = OuterFences.Of(y, r);
            for (int at = 0; at < y.Length; at++) y[at] = fences.Within(y[at], at % r);
            var spread = Standardisation.Fit(y, r);
            // About the mean of all others.
            double SquaresAboutMean(int i) => Math.Pow(spread.Scale[i] * n / (n - 1), 2) * n;
            bool Varies(int i) =>
                spread.Scale[i] > Rounding * Math.Abs(spread.Mean[i]) && Enumerable.Range(1, n - 1).Any(
                    path => y[path * r + i] != y[i]);
            int[] varying = [.. Enumerable.Range(0, r).Where(Varies)];
            foreach (int i in varying) leadCount[i]++;
            for (int k = 0; k < ridges.Length; k++)
            {
                var squares = new double[r];
                double[] residuals = ridges[k].Residuals(y, r);
                for (int at = 0; at < residuals.Length; at++) squares[at % r] += residuals[at] * residuals[at];
                foreach (int i in varying) left[k, i] += squares[i] / SquaresAboutMean(i);
            }
        }
        var chosen = new int?[r];
        for (int i = 0; i < r; i++)
        {
            double least = leadCount[i];
            for (int k = ridges.Length - 1; k >= 0; k--)
            {
                if (!(left[k, i] < least)) continue;
                (chosen[i], least) = (k, left[k, i]);
            }
        }
        return chosen;
    }

    private Lead LeadAt(int step)
    {
        int r = errors.Dimension;
        double[] y = ErrorsAt(step);
        var fences = OuterFences.Of(y, r);
        var all = new float[y.Length];
        for (int at = 0; at < y.Length; at++) all[at] = (float)y[at];
        foreach (var (ridge, coordinates) in fit.Value!.Ridges)
        {
            int q = coordinates.Length;
            var within = new double[errors.Count * q];
            int Place(int at) => at / q * r + coordinates[at % q];
            for (int at = 0; at < within.Length; at++) within[at] = fences.Within(y[Place(at)], coordinates[at % q]);
            double[] residuals = ridge.Residuals(within, q);
            for (int at = 0; at < within.Length; at++)
            {
                // With what is beyond the fence.
                double residual = residuals[at] + (y[Place(at)] - within[at]);
                all[Place(at)] = (float)Math.Clamp(residual, float.MinValue, float.MaxValue);
            }
        }
        return new(fences, all);
    }

    // [n, r]
    private double[] ErrorsAt(int step)
    {
        int r = errors.Dimension;
        var values = new double[errors.Count * r];
        for (int path = 0; path < errors.Count; path++)
        {
            var error = errors.At(path, step);
            for (int i = 0; i < r; i++) values[path * r + i] = error[i];
        }
        return values;
    }

    private sealed record Fit(
        ColumnRange Range, Standardisation Standardisation, (LeaveOneOutRidge Ridge, int[] Coordinates)[] Ridges);

    // ε [n, r], in single precision as errors are; of a coordinate without a regression e.
    private sealed record Lead(OuterFences Fences, float[] Residuals);
}
