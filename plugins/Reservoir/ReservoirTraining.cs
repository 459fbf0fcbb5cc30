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

    // The half-width of a coordinate that is constant but for rounding, beside standard deviations of 1.
    private const double LeastHalfWidth = 1e-9;

    private readonly ReservoirOptions options;
    private readonly TrainingContext context;
    private readonly StandardisedTrajectories runs;
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
        stretches = [.. Stretches(new RandomStream(RandomStream.DeriveSeed(context.Seed, 0)))];
    }

    /// <summary>Trains.</summary>
    /// <exception cref="TrainingDivergedException">No finite readout exists.</exception>
    public ReservoirModel Run()
    {
        var members = new ReservoirMember[options.Members];
        for (int k = 0; k < members.Length; k++)
        {
            var random = new RandomStream(RandomStream.DeriveSeed(context.Seed, 1, (ulong)k));
            var weights = ReservoirWeights.Draw(options, runs.Dimension, random, context.Cancellation);
            members[k] = Fit(new Network(weights, options.Leak));
            context.Progress.Report(new TrainingProgress(
                k + 1, members.Length, $"network {k + 1} of {members.Length}"));
        }
        var range = ColumnRange.Of(runs.All, runs.Dimension, options.StabilityMargin, LeastHalfWidth);
        return new ReservoirModel(
            options.Lag, members, runs.Units, range,
            new ReservoirReport(options.SpectralRadius, options.Memory, stretches.Sum(part => (double)part.Windows)));
    }

    /// <summary>Fits the readout of a network.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="TrainingDivergedException">No finite readout exists.</exception>
    public ReservoirMember Fit(Network network)
    {
        int r = runs.Dimension, width = r + network.Units;
        var moments = new RidgeMoments(width, r);
        var (features, scratch) = (new double[width], new double[network.Units]);
        var (x, y) = (new double[RowsAtOnce * width], new double[RowsAtOnce * r]);
        int rows = 0;
        foreach (var (run, first, windows) in stretches)
        {
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
        var penalties = new double[width];
        Array.Fill(penalties, Math.Min(double.MaxValue, options.RidgeAlpha * moments.Count));
        try
        {
            var (readout, constant) = moments.Solve(penalties);
            return new ReservoirMember(network, readout, constant);
        }
        catch (ArithmeticException e)
        {
            throw new TrainingDivergedException(
                $"the readout of {NumberText.Count(width, "feature")} has no solution for "
                + $"{NumberText.Count(moments.Count, "window")} with ridge_alpha "
                + $"{options.RidgeAlpha.ToString("G5", CultureInfo.InvariantCulture)} ({e.Message}); "
                + "raise ridge_alpha, use fewer units, or train on more runs");
        }
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
