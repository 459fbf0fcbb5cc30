using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Regression;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Reservoir;

/// <summary>
/// One training: each network is driven by the runs, from rest at the beginning of each, and its readout fitted to the
/// states that follow; the first frames of a run, a window, are its washout, as in a forecast.
/// </summary>
internal sealed class ReservoirTraining
{
    private const int RowsAtOnce = 256;

    // A penalty is chosen with a part of the networks and of the runs: more hardly change the choice.
    private const int MostTried = 4;
    private const int MostHeldOut = 100;

    // The half-width of a coordinate that is constant but for rounding, beside standard deviations of 1.
    private const double LeastHalfWidth = 1e-9;

    // Penalties that are compared, the largest first.
    private static readonly double[] Candidates = [0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];

    private readonly ReservoirOptions options;
    private readonly TrainingContext context;
    private readonly StandardisedTrajectories runs;
    private readonly Trajectories trajectories;
    private readonly (int Run, int First, int Windows)[] stretches;

    /// <summary>Prepares a training.</summary>
    /// <param name="options">The options.</param>
    /// <param name="data">The runs, one of them longer than the lag.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <exception cref="ArgumentException">States are too far apart.</exception>
    public ReservoirTraining(ReservoirOptions options, LatentDataset data, TrainingContext context)
    {
        (this.options, this.context) = (options, context);
        runs = StandardisedTrajectories.Create(data.Dimension, data.RunCount, data.Run);
        trajectories = new Trajectories(data.Dimension, data.RunCount, data.Run);
        stretches = [.. Stretches(new RandomStream(RandomStream.DeriveSeed(context.Seed, 0)))];
    }

    /// <summary>Trains.</summary>
    /// <exception cref="TrainingDivergedException">No finite readout exists.</exception>
    public ReservoirModel Run()
    {
        var networks = new Network[options.Members];
        for (int k = 0; k < networks.Length; k++)
        {
            var random = new RandomStream(RandomStream.DeriveSeed(context.Seed, 1, (ulong)k));
            var weights = ReservoirWeights.Draw(options, runs.Dimension, random, context.Cancellation);
            networks[k] = new Network(weights, options.Leak);
        }
        var range = ColumnRange.Of(runs.All, runs.Dimension, options.StabilityMargin, LeastHalfWidth);
        double alpha = options.RidgeAlpha ?? Chosen(networks, range);
        var members = new ReservoirMember[networks.Length];
        for (int k = 0; k < members.Length; k++)
        {
            members[k] = Fit(networks[k], Moments(networks[k], _ => true), alpha);
            context.Progress.Report(new TrainingProgress(
                k + 1, members.Length, $"network {k + 1} of {members.Length}"));
        }
        var report = new ReservoirReport(
            options.SpectralRadius, options.Memory, stretches.Sum(part => (double)part.Windows), alpha);
        var loop = ModelOf(members, range, report, ClosedLoopEnd.Never(runs.Dimension));
        var end = ClosedLoopEnd.Fit(
            options.Beyond, trajectories, options.Lag,
            (window, states) => loop.Forecast(window, states.Length / runs.Dimension, states), context.Cancellation);
        return ModelOf(members, range, report, end);
    }

    /// <summary>Adds up the moments of a network's features and the states that follow.</summary>
    /// <param name="network">The network.</param>
    /// <param name="isTaken">Whether a run is taken.</param>
    public RidgeMoments Moments(Network network, Func<int, bool> isTaken)
    {
        int r = runs.Dimension, width = r + network.Units;
        var moments = new RidgeMoments(width, r);
        var (features, scratch) = (new double[width], new double[network.Units]);
        var (x, y) = (new double[RowsAtOnce * width], new double[RowsAtOnce * r]);
        int rows = 0;
        foreach (var (run, first, windows) in stretches)
        {
            if (!isTaken(run)) continue;
            Array.Clear(features); // at rest
            for (int frame = 0; frame < options.Lag - 1 + windows; frame++)
            {
                runs.States(run, first + frame, 1).CopyTo(features);
                network.Step(features, scratch);
                if (frame < options.Lag - 1) continue;
                features.CopyTo(x, rows * width);
                runs.States(run, first + frame + 1, 1).CopyTo(y.AsSpan(rows * r));
                if (++rows < RowsAtOnce) continue;
                context.Cancellation.ThrowIfCancellationRequested();
                moments.Add(x, y);
                rows = 0;
            }
        }
        moments.Add(x.AsSpan(0, rows * width), y.AsSpan(0, rows * r));
        return moments;
    }

    /// <summary>Fits the readout of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="moments">The moments of its features.</param>
    /// <param name="alpha">The penalty.</param>
    /// <exception cref="TrainingDivergedException">No finite readout exists.</exception>
    public ReservoirMember Fit(Network network, RidgeMoments moments, double alpha)
    {
        var penalties = new double[moments.Inputs];
        Array.Fill(penalties, Math.Min(double.MaxValue, alpha * moments.Count));
        try
        {
            var (readout, constant) = moments.Solve(penalties);
            return new ReservoirMember(network, readout, constant);
        }
        catch (ArithmeticException e)
        {
            throw new TrainingDivergedException(
                $"the readout of {NumberText.Count(moments.Inputs, "feature")} has no solution for "
                + $"{NumberText.Count(moments.Count, "window")} with ridge_alpha "
                + $"{alpha.ToString("G5", CultureInfo.InvariantCulture)} ({e.Message}); "
                + "raise ridge_alpha, use fewer units, or train on more runs");
        }
    }

    private ReservoirModel ModelOf(
        ReservoirMember[] members, ColumnRange range, ReservoirReport report, ClosedLoopEnd end) =>
        new(options.Lag, members, runs.Units, range, end, report);

    // A good single step does not make a good closed loop. Of equally good penalties the largest.
    private double Chosen(Network[] networks, ColumnRange range)
    {
        int[] held = HeldOut();
        bool isOne = held.Length == stretches.Length;
        Network[] tried = networks[..Math.Min(networks.Length, MostTried)];
        var moments = Array.ConvertAll(
            tried, network => Moments(network, run => isOne || Array.BinarySearch(held, run) < 0));
        var report = new ReservoirReport(options.SpectralRadius, options.Memory, 0, 0);
        var best = (Alpha: Candidates[0], Error: double.PositiveInfinity);
        foreach (double alpha in Candidates)
        {
            try
            {
                ReservoirMember[] members = [.. tried.Select((network, k) => Fit(network, moments[k], alpha))];
                double error = Error(ModelOf(members, range, report, ClosedLoopEnd.Never(runs.Dimension)), held);
                if (error < best.Error) best = (alpha, error);
            }
            catch (TrainingDivergedException) when (double.IsFinite(best.Error))
            {
                break; // a smaller penalty has no solution either
            }
        }
        return best.Alpha;
    }

    private int[] HeldOut()
    {
        int[] all = [.. stretches.Select(part => part.Run)]; // rising
        if (all.Length == 1) return all;
        int[] order = [.. all];
        Permutation.Shuffle<int>(order, new RandomStream(RandomStream.DeriveSeed(context.Seed, 2)));
        int count = Math.Clamp((int)Math.Round(options.ValidationFraction * all.Length), 1, all.Length - 1);
        return [.. order[..Math.Min(count, MostHeldOut)].Order()];
    }

    // The squared error of forecasts from the first windows of runs to their ends, in standardised coordinates weighted
    // by their variance: in the units of the data, but for a factor that keeps it finite.
    private double Error(ReservoirModel model, int[] held)
    {
        int r = runs.Dimension;
        double sum = 0, largest = runs.Units.Scale.ToArray().Max();
        foreach (int run in held)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var states = trajectories.At(run);
            var forecast = new double[states.Length - (options.Lag * r)];
            model.Forecast(states[..(options.Lag * r)], forecast.Length / r, forecast);
            for (int i = 0; i < forecast.Length; i++)
            {
                double error = (forecast[i] / largest) - (states[(options.Lag * r) + i] / largest);
                sum += error * error;
            }
        }
        return sum;
    }

    // Of more windows than are wanted each run gives its share, one after the other, since a network needs all of them.
    private IEnumerable<(int Run, int First, int Windows)> Stretches(RandomStream random)
    {
        long all = Enumerable.Range(0, runs.Count).Sum(run => (long)Math.Max(0, runs.Length(run) - options.Lag));
        Int128 wanted = Math.Min(all, options.MaxWindows);
        long before = 0;
        for (int run = 0; run < runs.Count; run++)
        {
            int windows = Math.Max(0, runs.Length(run) - options.Lag);
            long after = before + windows;
            int share = (int)(after * wanted / all - before * wanted / all);
            before = after;
            if (share > 0)
                yield return (run, share < windows ? random.NextInt32(windows - share + 1) : 0, share);
        }
    }
}
