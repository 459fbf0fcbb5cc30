using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Fft;
using RomHost.Artifacts;

namespace RomHost.Pipeline;

/// <summary>Projects every training run, cuts windows, and computes the climatology (stage 3).</summary>
internal sealed class BuildLatentDataset : Stage
{
    // Runs whose sums wait to be added in order: 8 MB with 64 × 64 cells.
    private const int RunsAtOnce = 64;

    private const string Lag = "lag";

    /// <inheritdoc/>
    public override string Name => StageNames.LatentDataset;

    /// <inheritdoc/>
    public override IEnumerable<StageNeed> Needs(Part part) =>
        [new(StageNames.TrainingData), new(StageNames.PodBasis)];

    /// <inheritdoc/>
    public override IEnumerable<StageItem> Items(ExperimentContext context) =>
        [new(ArtifactOf(context, context.LongestLag))];

    /// <inheritdoc/>
    public override double Run(ExperimentContext context)
    {
        // The windows written are those of the model that needs most history; each model cuts its own from the
        // trajectories. Without models they are pairs of a state and the next.
        int lag = context.LongestLag;
        return context.Store.Make(ArtifactOf(context, lag), () => Build(context, lag), context.Display).Record!.Seconds;
    }

    private static Artifact ArtifactOf(ExperimentContext context, int lag) => new(
        "latent dataset", RecordOf(context.Folder), new Dictionary<string, string>
        {
            [Staleness.Host] = HostBuild.Stages.ToString(),
            ["upstream.pod_basis"] = BuildPodBasis.ArtifactOf(context).Fingerprint,
            [Lag] = lag.ToString(CultureInfo.InvariantCulture),
        })
    {
        Reuse = new() { Files = [context.Folder.LatentDataset, context.Folder.Climatology] },
    };

    private static string RecordOf(ExperimentFolder folder) => folder.StageRecord(StageNames.LatentDataset);

    private static MadeArtifact Build(ExperimentContext context, int lag)
    {
        var watch = Stopwatch.StartNew();
        var (data, climatology, source) = Projected(context) ?? Project(context);
        WarnOfShortRuns(context, data, lag);
        LatentDatasetFile.Write(context.Folder.LatentDataset, data, lag, context.Experiment.Compress);
        var grid = context.Components.Grid;
        climatology.Write(context.Folder.Climatology, grid.Ny, grid.Nx, context.Experiment.Compress);
        var facts = new JsonObject { ["windows"] = data.WindowCount(lag), ["lag"] = lag, ["runs"] = data.RunCount };
        return new([context.Folder.LatentDataset, context.Folder.Climatology], facts)
        {
            Seconds = watch.Elapsed.TotalSeconds + (source?.Seconds ?? 0),
            LinkedFrom = source?.LinkedFrom,
        };
    }

    // The lag decides which windows are written, not the trajectories: those of another experiment with the same basis
    // have the same bytes.
    private static (LatentDataset Data, Climatology Climatology, ArtifactRecord? Source)? Projected(
        ExperimentContext context)
    {
        using var other = context.Store.TakeAlike(
            BuildPodBasis.ArtifactOf(context), RecordOf(context.Folder),
            record => int.TryParse(record.Inputs.GetValueOrDefault(Lag), CultureInfo.InvariantCulture, out int lag)
                ? ArtifactOf(context, lag)
                : null);
        if (other is null) return null;
        try
        {
            var data = LatentDatasetFile.Read(other.PlaceOf(context.Folder.LatentDataset), context.Cancellation);
            var climatology = Climatology.Read(
                other.PlaceOf(context.Folder.Climatology), data.Channels[0].Length, context.Components.Grid.CellCount,
                context.Cancellation);
            if (data.RunCount != context.Experiment.TrainRuns.Count) return null;
            context.Display.Say($"latent dataset: its trajectories are taken from {other.Record.LinkedFrom}");
            return (data, climatology, other.Record);
        }
        // Of runs of a single frame, say, which have no time step.
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static (LatentDataset Data, Climatology Climatology, ArtifactRecord? Source) Project(
        ExperimentContext context)
    {
        var frames = TrainingFrames.Of(context);
        int runs = frames.RunCount;
        var latent = new double[runs][];
        var reduction = ExperimentReduction.Load(context);
        using var task = context.Display.Begin("Projecting", runs, "run");
        var climatology = new ClimatologySum(reduction.LatentDimension, frames.Grid.CellCount);
        var sums = new ClimatologySum[Math.Min(runs, RunsAtOnce)];
        for (int first = 0; first < runs; first += RunsAtOnce)
        {
            int start = first, count = Math.Min(RunsAtOnce, runs - first);
            context.ForEach(count, i =>
            {
                int k = start + i;
                float[]? further = null;
                using var run = RunBuffer.Read(frames, k);
                var shifts = reduction.TrainingShifts?[k] ?? new Shift[frames.FrameCount(k)];
                var reducer = reduction.Reducer();
                double[] ofDensity = reducer.Latent(run.Densities, shifts);
                sums[i] = ClimatologySum.OfRun(run.Densities, shifts, ofDensity, reducer);
                double[] rates = reducer.Rates(
                    reduction.TrainingTracks?[k], run.Densities, Field, shifts.Length > 1 ? frames.TimeStep(k) : 0);
                latent[k] = reducer.States(ofDensity, Field, shifts, null, rates);
                task.Advance();

                ReadOnlySpan<float> Field(string name)
                {
                    float[] values = further ??= new float[shifts.Length * frames.Grid.CellCount];
                    frames.ReadField(k, name, values);
                    return values;
                }
            });
            foreach (var sum in sums.AsSpan(0, count)) climatology.Add(sum); // in order: the same for any threads
        }
        // Runs may have different lengths, those of recordings even a single frame; the step is the same in all.
        int? longer = Enumerable.Range(0, runs).Where(k => frames.FrameCount(k) > 1).Cast<int?>().FirstOrDefault();
        double timeStep = longer is { } run ? frames.TimeStep(run) : 0;
        var channels = reduction.Channels;
        int dimension = channels.Sum(channel => channel.Length);
        return (new LatentDataset(dimension, timeStep, latent, channels), climatology.Mean(), null);
    }

    private static void WarnOfShortRuns(ExperimentContext context, LatentDataset data, int lag)
    {
        int[] shortRuns = [.. Enumerable.Range(0, data.RunCount).Where(run => data.WindowCount(run, lag) == 0)];
        if (shortRuns.Length == 0) return;
        string first = context.Experiment.TrainRuns[shortRuns[0]].Label;
        context.Display.Warn(
            $"{shortRuns.Length} of {NumberText.Count(data.RunCount, "training run")} "
            + $"({first}{(shortRuns.Length > 1 ? ", …" : "")}) {NumberText.Noun(shortRuns.Length, "has", "have")} no "
            + $"more than {NumberText.Count(lag, "ROM frame")}, the longest window: they shape the basis, "
            + "but not every model learns from them");
    }
}
