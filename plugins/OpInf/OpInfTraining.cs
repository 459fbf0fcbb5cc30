using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Regression;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace OpInf;

/// <summary>
/// One training: moments of the features, from which coefficients follow for any penalties; penalties are raised until
/// closed-loop forecasts from training windows stay within the range.
/// </summary>
internal sealed class OpInfTraining
{
    private const int RowsAtOnce = 256;

    // Only products are penalised more at first; a map that leaves the range as a linear one needs more on all blocks.
    private const int RaisesOfProducts = 8;
    private const int MostRaises = 30;

    // The half-width of a coordinate that is constant but for rounding, beside standard deviations of 1.
    private const double LeastHalfWidth = 1e-9;

    // A penalty of 0 is raised from here.
    private const double LeastRaised = 1e-9;

    private readonly OpInfOptions options;
    private readonly TrainingContext context;
    private readonly StandardisedTrajectories runs;
    private readonly QuadraticFeatures features;
    private readonly ColumnRange range;

    /// <summary>Prepares a training.</summary>
    /// <param name="options">The options.</param>
    /// <param name="data">The runs, one of them longer than the lag.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <exception cref="ArgumentException">States are too far apart.</exception>
    public OpInfTraining(OpInfOptions options, LatentDataset data, TrainingContext context)
    {
        (this.options, this.context) = (options, context);
        runs = StandardisedTrajectories.Create(data.Dimension, data.RunCount, data.Run);
        features = new QuadraticFeatures(
            data.Dimension, options.Lag, Math.Min(options.QuadraticModes, data.Dimension));
        range = ColumnRange.Of(runs.All, data.Dimension, options.StabilityMargin, LeastHalfWidth);
    }

    /// <summary>Trains.</summary>
    /// <exception cref="TrainingDivergedException">No finite coefficients exist, or none keep the range.</exception>
    public OpInfModel Run()
    {
        var moments = Moments();
        var trial = new RolloutTrial(runs, features, range);
        for (int raises = 0; raises <= MostRaises; raises++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            double quadratic = Raised(options.QuadraticPenalty, raises);
            var (coefficients, constant) = Solve(moments, raises);
            double error = trial.Error(new AffineMap(coefficients, constant), context.Cancellation);
            context.Progress.Report(new TrainingProgress(
                1, 1, $"quadratic_penalty {Text(quadratic)}, rollout error {NumberText.Of(error)}"));
            if (!double.IsFinite(error)) continue;
            if (raises > 0) Doubt(raises, quadratic);
            return new OpInfModel(
                features, coefficients, constant, runs.Units, range,
                new OpInfReport(error, quadratic, raises, moments.Count));
        }
        throw new TrainingDivergedException(
            $"closed-loop forecasts from training windows leave {Text(options.StabilityMargin)} times the "
            + "training range whatever the penalty; raise stability_margin");
    }

    private RidgeMoments Moments()
    {
        int r = features.Dimension, lag = features.Lag;
        int[] ends = new int[runs.Count]; // windows of a run and those before it
        for (int run = 0; run < runs.Count; run++)
            ends[run] = (run > 0 ? ends[run - 1] : 0) + Math.Max(0, runs.Length(run) - lag);
        long[] windows = StratifiedSample.Draw(ends[^1], options.MaxWindows, new RandomStream(context.Seed));
        var moments = new RidgeMoments(features.Count, r);
        var (x, y) = (new double[RowsAtOnce * features.Count], new double[RowsAtOnce * r]);
        int rows = 0, at = 0;
        foreach (long window in windows)
        {
            while (window >= ends[at]) at++;
            int first = (int)window - (at > 0 ? ends[at - 1] : 0);
            var row = x.AsSpan(rows * features.Count, features.Count);
            runs.States(at, first, lag).CopyTo(row);
            features.FillProducts(row);
            runs.States(at, first + lag, 1).CopyTo(y.AsSpan(rows * r));
            if (++rows < RowsAtOnce) continue;
            context.Cancellation.ThrowIfCancellationRequested();
            moments.Add(x, y);
            rows = 0;
        }
        moments.Add(x.AsSpan(0, rows * features.Count), y.AsSpan(0, rows * r));
        return moments;
    }

    private (double[] Coefficients, double[] Constant) Solve(RidgeMoments moments, int raises)
    {
        var penalties = new double[features.Count];
        int r = features.Dimension, linear = features.LinearCount, others = Math.Max(0, raises - RaisesOfProducts);
        penalties.AsSpan(0, linear - r).Fill(Penalty(options.OlderPenalty, others));
        penalties.AsSpan(linear - r, r).Fill(Penalty(options.LinearPenalty, others));
        penalties.AsSpan(linear).Fill(Penalty(options.QuadraticPenalty, raises));
        try
        {
            return moments.Solve(penalties);
        }
        catch (ArithmeticException e)
        {
            throw new TrainingDivergedException(
                $"the regression of {NumberText.Count(moments.Count, "window")} on "
                + $"{NumberText.Count(features.Count, "feature")} has no solution ({e.Message}); raise linear_penalty, "
                + "older_penalty and quadratic_penalty, lower the lag, or train on more runs");
        }

        double Penalty(double penalty, int times) => Math.Min(double.MaxValue, Raised(penalty, times) * moments.Count);
    }

    private static double Raised(double penalty, int times) =>
        times == 0 ? penalty : Math.Max(penalty, LeastRaised) * Math.Pow(10, times);

    private void Doubt(int raises, double quadratic)
    {
        string rest = raises > RaisesOfProducts
            ? $" and the other penalties by a factor of {Text(Math.Pow(10, raises - RaisesOfProducts))}, since the "
                + "linear part leaves it too: forecasts are nearly the mean; raise stability_margin, or train on "
                + "longer runs"
            : "; set quadratic_penalty to that, or choose it among candidates";
        context.Warnings?.Report(
            $"quadratic_penalty {Text(options.QuadraticPenalty)}: closed-loop forecasts from training windows "
            + $"left {Text(options.StabilityMargin)} times the training range (stability_margin), so it was "
            + $"raised to {Text(quadratic)}{rest}");
    }

    private static string Text(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
