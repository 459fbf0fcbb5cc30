using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Stochastic;

/// <summary>
/// One training: levels and the kind of noise are chosen by held-out runs, then both are fitted to all runs.
/// </summary>
internal sealed class StochasticTraining
{
    private const ulong SplitStream = 1, SampleStream = 2;

    // The half-width of a coordinate that is constant but for rounding, beside standard deviations of 1.
    private const double LeastHalfWidth = 1e-9;

    private readonly StochasticOptions options;
    private readonly TrainingContext context;
    private readonly StandardisedTrajectories runs;
    private readonly Trajectories trajectories;
    private readonly LevelRegression regression;
    private readonly int r;
    private readonly int most; // levels
    private readonly ColumnRange seen; // of all training states

    /// <summary>Prepares a training.</summary>
    /// <param name="options">The options.</param>
    /// <param name="data">The runs, one of them longer than the window.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <exception cref="ArgumentException">States are too far apart.</exception>
    public StochasticTraining(StochasticOptions options, LatentDataset data, TrainingContext context)
    {
        (this.options, this.context, r) = (options, context, data.Dimension);
        runs = StandardisedTrajectories.Create(r, data.RunCount, data.Run);
        trajectories = new Trajectories(r, data.RunCount, data.Run);
        regression = new LevelRegression(runs, options.Lag, options.RidgeAlpha);
        seen = ColumnRange.Of(runs.All, r, margin: 1);
        int longest = trajectories.Lengths().Max();
        most = options.Levels ?? Math.Min(StochasticOptions.MostLevels, longest - options.Lag);
    }

    /// <summary>Trains.</summary>
    /// <exception cref="TrainingDivergedException">A regression has no solution.</exception>
    public StochasticModel Run()
    {
        var trial = Tried();
        bool dependsOnState = options.Noise == NoiseVariance.State;
        double gain = 0;
        if (options.Noise is null) (gain, dependsOnState) = trial.GainOfState(Sample(), context.Cancellation);
        int window = regression.WindowOf(trial.Levels);
        var (map, startRadius) = Fit(LongerThan(options.Lag), trial.Levels); // each level uses the runs that it can
        var noise = NoiseOf(map, dependsOnState, trial.Inflation);
        var report = new StochasticReport(
            trial.Levels, startRadius, LinearRecursion.SpectralRadius(map.Coefficients, r), trial.Correlation,
            Math.Exp(trial.Error / 2), trial.Inflation, gain);
        var range = ColumnRange.Of(runs.All, r, options.StabilityMargin, LeastHalfWidth);
        StochasticModel With(ClosedLoopEnd end) => new(map, noise, runs.Units, range, end, report);
        var loop = With(ClosedLoopEnd.Never(r));
        return With(ClosedLoopEnd.Fit(
            options.Beyond, trajectories, window,
            (states, forecast) => loop.Forecast(states, forecast.Length / r, forecast), context.Cancellation));
    }

    // Levels are added while the residual is not white and another level makes it smaller. All are tried on the same
    // frames.
    private LevelTrial Tried()
    {
        var (fitted, heldOut) = Split(LongerThan(regression.WindowOf(most)));
        LevelTrial? best = null;
        for (int levels = options.Levels ?? 1; levels <= most; levels++)
        {
            var (map, _) = Fit(fitted, levels);
            int start = regression.WindowOf(most);
            var trial = new LevelTrial(
                levels, Residuals.Of(runs, fitted, map, start, context.Cancellation),
                Residuals.Of(runs, heldOut, map, start, context.Cancellation));
            context.Progress.Report(new TrainingProgress(
                levels, most, $"{NumberText.Count(levels, "level")}, error {NumberText.Of(Math.Exp(trial.Error / 2))}, "
                    + $"correlation {NumberText.Of(trial.Correlation)}"));
            if (best is not null && trial.Error >= best.Error) break;
            best = trial;
            if (trial.IsWhite) break;
        }
        return best!;
    }

    private int[] LongerThan(int frames) =>
        [.. Enumerable.Range(0, runs.Count).Where(run => runs.Length(run) > frames)];

    private (int[] Fitted, int[] HeldOut) Split(int[] all)
    {
        if (all.Length == 1)
        {
            context.Warnings?.Report(
                $"1 run has more than {NumberText.Count(regression.WindowOf(most), "frame")}: it is fitted and held "
                + "out at once, and nothing shows by how much the noise is underestimated; train on more runs");
            return (all, all);
        }
        Permutation.Shuffle<int>(all, new RandomStream(RandomStream.DeriveSeed(context.Seed, SplitStream)));
        int held = Math.Clamp((int)Math.Round(options.ValidationFraction * all.Length), 1, all.Length - 1);
        return ([.. all[held..].Order()], [.. all[..held].Order()]);
    }

    // The conditional mean within max_radius. The state that it keeps is that for which residuals have the mean 0,
    // within the training range, since nothing else has been seen.
    private (WindowMap Map, double StartRadius) Fit(int[] fitted, int levels)
    {
        try
        {
            var map = regression.Fit(fitted, levels, context.Cancellation);
            double radius = LinearRecursion.SpectralRadius(map.Coefficients, r);
            double[] a = LinearRecursion.ScaledWithin(map.Coefficients, r, options.MaxRadius);
            double[] constant = Residuals
                .Of(runs, fitted, new WindowMap(a, new double[r]), map.Lag, context.Cancellation).Means();
            double[] mean = LinearRecursion.MeanWithin(a, constant, seen);
            return (new WindowMap(a, LinearRecursion.Intercept(a, mean)), radius);
        }
        catch (ArithmeticException e)
        {
            throw new TrainingDivergedException(
                $"the ridge regression of {NumberText.Count(levels, "level")} on "
                + $"{NumberText.Count(options.Lag, "lag")} of {NumberText.Count(r, "mode")} has no solution with "
                + $"ridge_alpha {options.RidgeAlpha.ToString("G5", CultureInfo.InvariantCulture)} ({e.Message}); raise "
                + "ridge_alpha, lower the lag or levels, or train on more runs");
        }
    }

    private Noise NoiseOf(WindowMap map, bool dependsOnState, double inflation)
    {
        var residuals = Residuals.Of(runs, LongerThan(map.Lag), map, map.Lag, context.Cancellation);
        var components = new PrincipalResiduals(residuals.SecondMoments(), r);
        var variance = dependsOnState
            ? new VarianceRegression(residuals.Before, r, Sample())
                .Fit(components.Of(residuals.Values), context.Cancellation)
            : VarianceFunction.One(r);
        return new Noise(components.Scaled(Math.Sqrt(inflation)), variance);
    }

    private RandomStream Sample() => new(RandomStream.DeriveSeed(context.Seed, SampleStream));
}
