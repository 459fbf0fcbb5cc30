using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Regression;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Linear;

/// <summary>
/// One training: ridge regression, whose eigenvalues are bounded; then epochs of Adam on the loss of closed-loop
/// forecasts, after each of which eigenvalues are bounded again and held-out runs are forecast. The best stays.
/// </summary>
internal sealed class LinearTraining
{
    /// <summary>Forecasts in a batch.</summary>
    public const int BatchSize = 100;

    private const int RowsAtOnce = 512;
    private const ulong SplitStream = 1, SampleStream = 2, OrderStream = 3;

    private readonly LinearOptions options;
    private readonly TrainingContext context;
    private readonly StandardisedTrajectories runs;
    private readonly int r;
    private readonly int[] trained;
    private readonly double[] weights; // ω: the variance of each coordinate beside the largest; 0 where it is constant
    private readonly ColumnRange range; // of all training states
    private readonly HeldOutRuns heldOut;
    private readonly Trajectories trajectories;

    /// <summary>Prepares a training.</summary>
    /// <param name="options">The options.</param>
    /// <param name="data">The runs, one of them longer than the lag.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <exception cref="ArgumentException">States are too far apart.</exception>
    public LinearTraining(LinearOptions options, LatentDataset data, TrainingContext context)
    {
        (this.options, this.context) = (options, context);
        runs = StandardisedTrajectories.Create(data.Dimension, data.RunCount, data.Run);
        r = runs.Dimension;
        range = ColumnRange.Of(runs.All, r, margin: 1);
        weights = Weights();
        trajectories = new Trajectories(data.Dimension, data.RunCount, data.Run);
        (trained, int[] held) = Split();
        heldOut = new HeldOutRuns(runs, held, options.Lag, weights);
    }

    /// <summary>Returns the number of runs that are held out.</summary>
    /// <param name="options">The options.</param>
    /// <param name="count">Number of runs with windows, at least 2.</param>
    public static int HeldOutCount(LinearOptions options, int count) =>
        Math.Clamp((int)Math.Round(options.ValidationFraction * count), 1, count - 1);

    /// <summary>Trains.</summary>
    /// <exception cref="TrainingDivergedException">No finite model exists.</exception>
    public LinearModel Run()
    {
        var (coefficients, mean, startRadius) = Start();
        double startError = heldOut.Error(coefficients, mean, context.Cancellation);
        if (!double.IsFinite(startError))
            throw new TrainingDivergedException(
                "closed-loop forecasts of the ridge regression overflow in the held-out runs; raise ridge_alpha or "
                + "lower max_radius");
        var best = (Coefficients: coefficients, Mean: mean, Error: startError, Epoch: 0);
        var rollouts = Rollouts();
        var loss = new RolloutLoss(runs, options.Lag, weights);
        var (ofCoefficients, ofMean) = (
            new Adam(coefficients.Length, options.LearningRate), new Adam(r, options.LearningRate));
        var order = Stream(OrderStream);
        int epoch = 0;
        while (epoch < options.MaxEpochs && epoch - best.Epoch < options.Patience && best.Error > 0)
        {
            epoch++;
            Permutation.Shuffle<Rollout>(rollouts, order);
            (coefficients, mean) = ([.. coefficients], [.. mean]);
            double sum = 0;
            for (int first = 0; first < rollouts.Length; first += BatchSize)
            {
                var batch = rollouts.AsSpan(first, Math.Min(BatchSize, rollouts.Length - first));
                sum += loss.Compute(batch, coefficients, mean, context.Cancellation) * batch.Length;
                ofCoefficients.Step(coefficients, loss.CoefficientGradient);
                ofMean.Step(mean, loss.MeanGradient);
            }
            // Forecasts of one batch overflowed: nothing is learnt from here on, and the best so far stays.
            if (!coefficients.All(double.IsFinite) || !mean.All(double.IsFinite)) break;
            coefficients = Bounded(coefficients);
            range.Clamp(mean);
            double error = heldOut.Error(coefficients, mean, context.Cancellation);
            if (error < best.Error) best = (coefficients, mean, error, epoch);
            context.Progress.Report(new TrainingProgress(
                epoch, options.MaxEpochs,
                $"epoch {epoch}, loss {NumberText.Of(sum / rollouts.Length)}, held out {NumberText.Of(error)}"));
        }
        var (a, m) = InUnitsOfTheData(best.Coefficients, best.Mean);
        var report = new LinearReport(
            startError, best.Error, EigenvalueBound.Radius(a, r), startRadius, epoch, best.Epoch);
        var loop = new AffineMap(a, LinearRecursion.Intercept(a, m));
        var end = ClosedLoopEnd.Fit(
            options.Beyond, trajectories, options.Lag,
            (window, states) => Recursion.Forecast(loop, window, states), context.Cancellation);
        return new LinearModel(a, m, end, report);
    }

    private double[] Weights()
    {
        double[] deviation = runs.Units.Scale.ToArray();
        for (int i = 0; i < r; i++) deviation[i] = range.High[i] > range.Low[i] ? deviation[i] : 0;
        double largest = deviation.Max();
        return Array.ConvertAll(deviation, value => value > 0 ? Math.Pow(value / largest, 2) : 0);
    }

    private (int[] Trained, int[] HeldOut) Split()
    {
        int[] all = [.. Enumerable.Range(0, runs.Count).Where(run => runs.Length(run) > options.Lag)];
        if (all.Length == 1)
        {
            context.Warnings?.Report(
                $"1 run has more frames than lag {options.Lag}: it is trained on and held out at once, and nothing "
                + "shows when the training fits its noise; train on more runs");
            return (all, all);
        }
        Permutation.Shuffle<int>(all, Stream(SplitStream));
        int held = HeldOutCount(options, all.Length);
        return ([.. all[held..].Order()], [.. all[..held].Order()]);
    }

    // Ridge regression of each state on the window before it; the bounded coefficients keep the intercept.
    private (double[] Coefficients, double[] Mean, double Radius) Start()
    {
        int lag = options.Lag, width = lag * r;
        var moments = new RidgeMoments(width, r);
        var (x, y) = (new double[RowsAtOnce * width], new double[RowsAtOnce * r]);
        foreach (int run in trained)
        {
            for (int target = lag; target < runs.Length(run);)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                int count = Math.Min(RowsAtOnce, runs.Length(run) - target);
                for (int k = 0; k < count; k++)
                    runs.States(run, target + k - lag, lag).CopyTo(x.AsSpan(k * width));
                moments.Add(x.AsSpan(0, count * width), runs.States(run, target, count));
                target += count;
            }
        }
        var penalties = new double[width];
        Array.Fill(penalties, Math.Min(double.MaxValue, options.RidgeAlpha * moments.Count));
        try
        {
            var (fitted, intercept) = moments.Solve(penalties);
            double radius = EigenvalueBound.Radius(fitted, r);
            double[] coefficients = Bounded(fitted);
            return (coefficients, LinearRecursion.MeanWithin(coefficients, intercept, range), radius);
        }
        catch (ArithmeticException e)
        {
            throw new TrainingDivergedException(
                $"the ridge regression of {NumberText.Count(moments.Count, "window")} for "
                + $"{NumberText.Count(width, "coefficient")} a component has no solution with ridge_alpha "
                + $"{options.RidgeAlpha.ToString("G5", CultureInfo.InvariantCulture)} ({e.Message}); "
                + "raise ridge_alpha, lower the lag, or train on more runs");
        }
    }

    // Windows anywhere in the runs after which a whole horizon follows; in shorter runs the first window.
    private Rollout[] Rollouts()
    {
        int[] ends = new int[trained.Length]; // windows of a run and those before it
        for (int k = 0; k < trained.Length; k++)
        {
            int starts = Math.Max(1, runs.Length(trained[k]) - options.Lag - options.Horizon + 1);
            ends[k] = (k > 0 ? ends[k - 1] : 0) + starts;
        }
        long[] drawn = StratifiedSample.Draw(ends[^1], options.MaxWindows, Stream(SampleStream));
        int at = 0;
        return Array.ConvertAll(drawn, window => // rising
        {
            while (window >= ends[at]) at++;
            int run = trained[at], first = (int)window - (at > 0 ? ends[at - 1] : 0);
            return new Rollout(run, first, Math.Min(options.Horizon, runs.Length(run) - options.Lag - first));
        });
    }

    private double[] Bounded(double[] coefficients) =>
        EigenvalueBound.Within(coefficients, r, options.Eigenvalues, options.MaxRadius);

    // y = ȳ + diag(s) z: A ← diag(s) A diag(1/s), which keeps the eigenvalues but for rounding.
    private (double[] Coefficients, double[] Mean) InUnitsOfTheData(double[] coefficients, double[] mean)
    {
        double[] scale = runs.Units.Scale.ToArray(), m = [.. mean];
        runs.Units.InverseTransform(m);
        int width = coefficients.Length / r;
        double[] a = [.. coefficients.Select((value, i) => value * (scale[i / width] / scale[i % r]))];
        if (!a.All(double.IsFinite) || !m.All(double.IsFinite))
            throw new TrainingDivergedException(
                $"latent coordinates have standard deviations from {NumberText.Of(scale.Min())} to "
                + $"{NumberText.Of(scale.Max())}, whose ratio is no finite number; use fewer modes");
        return (EigenvalueBound.Within(a, r, EigenvalueRule.Scale, options.MaxRadius), m);
    }

    private RandomStream Stream(ulong purpose) => new(RandomStream.DeriveSeed(context.Seed, purpose));
}
