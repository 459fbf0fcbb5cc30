using Rom.Numerics.Regression;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// What the windows that forecasts begin from foretell of their errors, and what they do not: a linear regression for
/// each lead and coordinate. Thread-safe.
/// </summary>
/// <remarks>
/// Errors of a model depend on the window in part, as those of a forecast that regresses to the mean do. So those of
/// the runs that began most alike differ by what their windows foretell, more than the error of the run does that the
/// members are of. That part is forecast instead (model output statistics: Glahn and Lowry, Journal of
/// Applied Meteorology 11, 1972, 1203–1211), by a ridge regression on the standardised window,
/// <code>e = ē + B z + ε</code>
/// and only the rest is drawn. That of a known run is the error of the fit to all others, as it is for a new run. Each
/// coordinate has the penalty that leaves least of its errors to chance, at the first lead of each block, and no
/// regression where all leave more than the mean does: there errors are drawn as they are. The regression sees errors
/// far beyond those of others, of forecasts that fall apart, at Tukey's outer fences; in what is drawn they are whole.
/// </remarks>
internal sealed class ErrorRegression
{
    // Of fewer runs the regression is chance itself.
    private const int LeastRuns = 100;

    // Of each run, for inputs of variance 1.
    private static readonly double[] Penalties = [0.01, 0.1, 1, 10];

    private readonly ErrorPaths errors;
    private readonly Lazy<Inputs> inputs;
    private readonly Lazy<Lead>[] leads;

    /// <summary>Creates the regression, which is fitted when it is first asked.</summary>
    /// <param name="errors">The errors of all runs, at least one.</param>
    public ErrorRegression(ErrorPaths errors)
    {
        this.errors = errors;
        inputs = new(Choose);
        leads = [.. Enumerable.Range(0, errors.LongestSteps).Select(step => new Lazy<Lead>(() => Fit(step)))];
    }

    /// <summary>Computes what a window foretells.</summary>
    /// <param name="window">The window [w, r].</param>
    /// <param name="steps">The number of steps of the forecast.</param>
    /// <param name="without">The path that must not take part; null for none.</param>
    /// <returns>The errors [steps, r].</returns>
    public double[] Foretell(ReadOnlySpan<double> window, int steps, int? without = null)
    {
        int r = errors.Dimension;
        var foretold = new double[steps * r];
        var (standardisation, groups) = inputs.Value;
        if (standardisation is null) return foretold;
        double[] z = window.ToArray();
        standardisation.Transform(z);
        foreach (var (ridge, coordinates) in groups)
        {
            double[] weights = ridge.WeightsOf(z, without);
            for (int k = 0; k < steps; k++)
            {
                var fences = LeadOf(k).Fences;
                int step = ErrorPaths.KnownStep(k, leads.Length);
                for (int path = 0; path < weights.Length; path++)
                {
                    var error = errors.At(path, step);
                    foreach (int i in coordinates) foretold[k * r + i] += weights[path] * fences.Within(error[i], i);
                }
            }
        }
        return foretold;
    }

    /// <summary>Returns what the window of a path does not foretell of its error [r].</summary>
    /// <param name="path">The path, from 0.</param>
    /// <param name="step">The step, from 0.</param>
    public ReadOnlySpan<float> RestOf(int path, int step) => inputs.Value.Standardisation is null
        ? errors.At(path, step)
        : LeadOf(step).Rest.AsSpan(path * errors.Dimension, errors.Dimension);

    /// <summary>Computes the mean of what is not foretold over some paths.</summary>
    /// <param name="some">The paths, at least one.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="mean">The mean [r], overwritten.</param>
    public void MeanRestOf(int[] some, int step, Span<double> mean)
    {
        mean.Clear();
        foreach (int path in some)
        {
            var rest = RestOf(path, step);
            for (int i = 0; i < mean.Length; i++) mean[i] += rest[i];
        }
        for (int i = 0; i < mean.Length; i++) mean[i] /= some.Length;
    }

    private Lead LeadOf(int step) => leads[ErrorPaths.KnownStep(step, leads.Length)].Value;

    private Inputs Choose()
    {
        int n = errors.Count, r = errors.Dimension;
        if (!errors.HasWindows || n < LeastRuns) return new(null, []);
        double[] z = errors.Windows();
        int p = z.Length / n;
        var standardisation = Standardisation.Fit(z, p);
        standardisation.Transform(z);
        LeaveOneOutRidge[] ridges = [.. Penalties.Select(penalty => LeaveOneOutRidge.Of(z, p, penalty * n))];
        // Of each penalty, and last of none: Σ ε², in units of that about the mean.
        var left = new double[ridges.Length + 1, r];
        foreach (int first in LeadBlocks.FirstLeads(leads.Length))
        {
            double[] y = ErrorsAt(first - 1);
            var fences = OuterFences.Of(y, r);
            for (int at = 0; at < y.Length; at++) y[at] = fences.Within(y[at], at % r);
            double[] aboutMean = SquaresAboutMean(y, r);
            for (int k = 0; k <= ridges.Length; k++)
            {
                double[] squares = k < ridges.Length ? Squares(ridges[k].Residuals(y, r), r) : aboutMean;
                for (int i = 0; i < r; i++)
                    if (aboutMean[i] > 0) left[k, i] += squares[i] / aboutMean[i];
            }
        }
        var chosen = new int[r];
        for (int i = 0; i < r; i++)
        {
            chosen[i] = ridges.Length;
            for (int k = ridges.Length - 1; k >= 0; k--)
                if (left[k, i] < left[chosen[i], i]) chosen[i] = k;
        }
        Group[] groups =
        [
            .. ridges.Select((ridge, k) => new Group(
                    ridge, [.. Enumerable.Range(0, r).Where(i => chosen[i] == k)]))
                .Where(group => group.Coordinates.Length > 0),
        ];
        return groups.Length == 0 ? new(null, []) : new(standardisation, groups);
    }

    private Lead Fit(int step)
    {
        int r = errors.Dimension;
        double[] y = ErrorsAt(step);
        var fences = OuterFences.Of(y, r);
        var rest = new float[y.Length];
        for (int at = 0; at < y.Length; at++) rest[at] = (float)y[at];
        foreach (var (ridge, coordinates) in inputs.Value.Groups)
        {
            int q = coordinates.Length;
            var within = new double[errors.Count * q];
            int Place(int at) => at / q * r + coordinates[at % q];
            for (int at = 0; at < within.Length; at++) within[at] = fences.Within(y[Place(at)], coordinates[at % q]);
            double[] residuals = ridge.Residuals(within, q);
            // With what is beyond the fence.
            for (int at = 0; at < within.Length; at++)
                rest[Place(at)] = (float)(residuals[at] + (y[Place(at)] - within[at]));
        }
        return new(fences, rest);
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

    private static double[] Squares(double[] rows, int r)
    {
        var squares = new double[r];
        for (int at = 0; at < rows.Length; at++) squares[at % r] += rows[at] * rows[at];
        return squares;
    }

    // Of each row from the mean of all others: n / (n − 1) times that from the mean of all.
    private static double[] SquaresAboutMean(double[] rows, int r)
    {
        int n = rows.Length / r;
        var mean = new double[r];
        for (int at = 0; at < rows.Length; at++) mean[at % r] += rows[at] / n;
        return Squares([.. rows.Select((value, at) => (value - mean[at % r]) * n / (n - 1))], r);
    }

    // No standardisation where nothing is foretold.
    private sealed record Inputs(Standardisation? Standardisation, Group[] Groups);

    private sealed record Group(LeaveOneOutRidge Ridge, int[] Coordinates);

    // ε [n, r], in single precision as errors are; of a coordinate without a regression e.
    private sealed record Lead(OuterFences Fences, float[] Rest);
}
