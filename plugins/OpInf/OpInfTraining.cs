using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.LinearAlgebra;
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
    // Only products are penalised more at first; a map that leaves the range as a linear one needs more on all blocks.
    private const int RaisesOfProducts = 8;
    private const int MostRaises = 30;

    // The half-width of a coordinate that is constant but for rounding, beside standard deviations of 1.
    private const double LeastHalfWidth = 1e-9;

    // A penalty of 0 is raised from here.
    private const double LeastRaised = 1e-9;

    // Penalties that are compared, the largest first.
    private static readonly double[] Candidates = [1e4, 1e3, 1e2, 10, 1, 0.1, 0.01];

    private readonly OpInfOptions options;
    private readonly TrainingContext context;
    private readonly RateChannel? rate; // not of the profile
    private readonly StandardisedTrajectories states;
    private readonly StandardisedTrajectories runs; // profiles; the states where the rate is one of their coordinates
    private readonly TrainingWindows windows;
    private readonly QuadraticFeatures features;
    private readonly Trajectories trajectories;

    /// <summary>Prepares a training.</summary>
    /// <param name="options">The options.</param>
    /// <param name="data">The runs, one of them longer than the lag.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <exception cref="ArgumentException">States are too far apart.</exception>
    public OpInfTraining(OpInfOptions options, LatentDataset data, TrainingContext context)
    {
        (this.options, this.context) = (options, context);
        var profiles = data;
        if (options.ShiftRate == ShiftRateRule.Profile && RateChannel.In(data.Channels) is { Length: > 0 } channel)
        {
            rate = channel;
            profiles = data.Select(
                [.. data.Channels.Select(one => one.Name).Where(name => name != LatentChannel.ShiftRate)]);
        }
        states = StandardisedTrajectories.Create(data.Dimension, data.RunCount, data.Run);
        runs = rate is null
            ? states
            : StandardisedTrajectories.Create(profiles.Dimension, profiles.RunCount, profiles.Run);
        windows = new TrainingWindows(runs, options.Lag, options, context.Seed);
        features = new QuadraticFeatures(
            runs.Dimension, options.Lag, Math.Min(options.QuadraticModes, runs.Dimension));
        trajectories = new Trajectories(data.Dimension, data.RunCount, data.Run);
    }

    /// <summary>Trains.</summary>
    /// <exception cref="TrainingDivergedException">No finite coefficients exist, or none keep the range.</exception>
    public OpInfModel Run()
    {
        var moments = new RidgeMoments(features.Count, features.Dimension);
        int[] all = windows.Runs;
        double first;
        if (options.QuadraticPenalty is { } given)
        {
            AddWindows(moments, all);
            first = given;
        }
        else
        {
            int[] held = features.Modes == 0 ? all[..1] : windows.HeldOut();
            int[] others = all.Length == 1 ? all : [.. all.Except(held)];
            AddWindows(moments, others);
            first = Chosen(moments, held);
            if (all.Length > 1) AddWindows(moments, held);
        }
        var trial = new RolloutTrial(runs, features, RangeOf(runs), all);
        for (int raises = 0; raises <= MostRaises; raises++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            double quadratic = Raised(first, raises);
            var (coefficients, constant) = Solve(moments, first, raises);
            double error = trial.Error(new AffineMap(coefficients, constant), context.Cancellation);
            context.Progress.Report(new TrainingProgress(
                1, 1, $"quadratic_penalty {Text(quadratic)}, rollout error {NumberText.Of(error)}"));
            if (!double.IsFinite(error)) continue;
            if (raises > 0) Doubt(raises, first, quadratic);
            var report = new OpInfReport(error, quadratic, raises, moments.Count);
            var reconstruction = rate is { } channel
                ? new ReconstructionFit(options, channel, states, runs, windows, context.Cancellation).Run()
                : null;
            OpInfModel With(ClosedLoopEnd end) => new(
                features, coefficients, constant, reconstruction, states.Units, RangeOf(states), end, report);
            var loop = With(ClosedLoopEnd.Never(states.Dimension));
            return With(ClosedLoopEnd.Fit(
                options.Beyond, trajectories, options.Lag,
                (window, forecast) => loop.Forecast(window, forecast.Length / loop.LatentDimension, forecast),
                context.Cancellation));
        }
        throw new TrainingDivergedException(
            $"closed-loop forecasts from training windows leave {Text(options.StabilityMargin)} times the "
            + "training range whatever the penalty; raise stability_margin");
    }

    private ColumnRange RangeOf(StandardisedTrajectories some) =>
        ColumnRange.Of(some.All, some.Dimension, options.StabilityMargin, LeastHalfWidth);

    // The best single step has small penalties, and its closed loop is often worse than that of a linear model. Of
    // equally good penalties the largest; where every forecast leaves the range the largest is raised later.
    private double Chosen(RidgeMoments moments, int[] heldOut)
    {
        var trial = new RolloutTrial(runs, features, RangeOf(runs), heldOut);
        var best = (Penalty: Candidates[0], Error: double.PositiveInfinity);
        foreach (double penalty in features.Modes == 0 ? Candidates[..1] : Candidates)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var (coefficients, constant) = Solve(moments, penalty, 0);
            double error = trial.Error(new AffineMap(coefficients, constant), context.Cancellation);
            if (error < best.Error) best = (penalty, error);
        }
        return best.Penalty;
    }

    private void AddWindows(RidgeMoments moments, int[] some)
    {
        var rows = new MomentRows(moments);
        foreach (var (run, frame) in windows.Targets(some))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            runs.States(run, frame - features.Lag, features.Lag).CopyTo(rows.Inputs);
            features.FillProducts(rows.Inputs);
            runs.States(run, frame, 1).CopyTo(rows.Outputs);
            rows.End();
        }
        rows.Flush();
    }

    private (double[] Coefficients, double[] Constant) Solve(
        RidgeMoments moments, double quadratic, int raises)
    {
        var penalties = new double[features.Count];
        int r = features.Dimension, linear = features.LinearCount, others = Math.Max(0, raises - RaisesOfProducts);
        penalties.AsSpan(0, linear - r).Fill(Penalty(options.OlderPenalty, others));
        penalties.AsSpan(linear - r, r).Fill(Penalty(options.LinearPenalty, others));
        penalties.AsSpan(linear).Fill(Penalty(quadratic, raises));
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

    private void Doubt(int raises, double first, double quadratic)
    {
        string rest = raises > RaisesOfProducts
            ? $" and the other penalties by a factor of {Text(Math.Pow(10, raises - RaisesOfProducts))}, since the "
                + "linear part leaves it too: forecasts are nearly the mean; raise stability_margin, or train on "
                + "longer runs"
            : "; set quadratic_penalty to that, or choose it among candidates";
        context.Warnings?.Report(
            $"quadratic_penalty {Text(first)}: closed-loop forecasts from training windows "
            + $"left {Text(options.StabilityMargin)} times the training range (stability_margin), so it was "
            + $"raised to {Text(quadratic)}{rest}");
    }

    private static string Text(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
