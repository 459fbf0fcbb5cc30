using System.Diagnostics;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Numerics.Fft;

namespace RomHost.Pipeline;

/// <summary>Projects every training run and cuts windows (stage 3).</summary>
internal sealed class BuildLatentDataset : Stage
{
    /// <inheritdoc/>
    public override string Name => "build_latent_dataset";

    /// <inheritdoc/>
    public override double Run(StageContext context)
    {
        // The windows written are those of the model that needs most history; each model cuts its own from the trajectories.
        int lag = context.Experiment.Models.Max(model => context.CreateTrainer(model).MaxLag);
        string recordPath = context.Folder.StageRecord(Name);
        var inputs = StageInputs.OfLatentDataset(context, lag);
        string? reason = context.ReasonToMake(recordPath, inputs, out var record);
        if (reason is null) return record!.Seconds;
        Reasons.Say(context.Display, "latent dataset", [reason]);
        File.Delete(recordPath);
        var watch = Stopwatch.StartNew();
        var data = Project(context);
        LatentDatasetFile.Write(context.Folder.LatentDataset, data, lag, context.Compress);
        var facts = new JsonObject { ["windows"] = data.WindowCount(lag), ["lag"] = lag, ["runs"] = data.RunCount };
        record = ArtifactRecord.Of(recordPath, inputs, [context.Folder.LatentDataset], facts, watch.Elapsed.TotalSeconds);
        record.Write(recordPath);
        return record.Seconds;
    }

    private static LatentDataset Project(StageContext context)
    {
        int runs = context.Experiment.TrainRuns.Count;
        var latent = new double[runs][];
        var reduction = ReductionArtifacts.Load(context);
        double timeStep = 0;
        using var task = context.Display.Begin("Projecting", runs, "runs");
        context.ForEach(runs, k =>
        {
            var density = context.ReadDensity(context.Folder.Run(Split.Train, k));
            latent[k] = reduction.Reducer().Reduce(density, reduction.TrainingShifts?[k] ?? new Shift[density.FrameCount]).Latent;
            if (k == 0 && density.FrameCount > 1) timeStep = density.Times[1] - density.Times[0];
            task.Advance();
        });
        return new LatentDataset(reduction.LatentDimension, timeStep, latent);
    }
}
