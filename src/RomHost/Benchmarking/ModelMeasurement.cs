using Rom.Abstractions;
using Rom.Analysis;
using Rom.Analysis.Contests;
using Rom.Analysis.Memory;
using Rom.Forecasting.Files;
using Rom.Forecasting.Work;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;

namespace RomHost.Benchmarking;

/// <summary>The work of <c>romhost measure</c>: one measurement of one model, in a process that ends with it.</summary>
internal static class ModelMeasurement
{
    /// <summary>Measures the memory of a trained model.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static InferenceMemory OfInference(ExperimentContext context, ModelPlan model)
    {
        using var work = context.Components.Begin("the memory", model);
        return InferenceMemory.Measure(
            () => TrainedModel.LoadFrom(context, model), context.Experiment.Options.Benchmark.Steps);
    }

    /// <summary>Times models against each other: one repetition of every case.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="models">The models' names.</param>
    /// <param name="repetition">The repetition, from 0.</param>
    public static IReadOnlyList<MeasuredCase> OfRounds(
        ExperimentContext context, IReadOnlyList<string> models, int repetition)
    {
        using var work = WorkUnderWay.Begin($"the timing of {string.Join(" and ", models)}");
        // Only these models: loading another may end the process.
        TrainedModel[] trained =
            [.. context.Experiment.Models.Where(model => models.Contains(model.Name))
                .Select(model => TrainedModel.Load(context, ModelRuntimes.ThisProcess, model))];
        if (trained.FirstOrDefault(model => model.Model is null) is { } missing)
            throw new InvalidOperationException($"{missing.Name}: {missing.Message}");
        var entries = new ContestEntries(context).Of(
            trained, LatentDatasetFile.Read(context.Folder.LatentDataset, context.Cancellation));
        var settings = ModelContest.SettingsOf(context.Experiment.Options.Benchmark).ForRepetition(repetition);
        return
        [
            .. new RuntimeAnalyzer(context.Clock)
                .Rounds(entries, context.Experiment.Options.Benchmark.Steps, settings, context.Cancellation)
                .Select(one => new MeasuredCase(one.Case, one.Rounds)),
        ];
    }

    /// <summary>Profiles a model.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static RuntimeProfile OfProfile(ExperimentContext context, ModelPlan model) =>
        new ModelProfile(new RuntimeAnalyzer(context.Clock), context).Of(
            Loaded(context, model), LatentDatasetFile.Read(context.Folder.LatentDataset, context.Cancellation));

    /// <summary>Measures growth and energy of a model.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    public static ModelCosts OfCosts(ExperimentContext context, ModelPlan model)
    {
        var data =
            new Lazy<LatentDataset>(() => LatentDatasetFile.Read(context.Folder.LatentDataset, context.Cancellation));
        TrainedModel[] loaded = [Loaded(context, model)];
        var entries = new Lazy<IReadOnlyList<ContestModel>>(() => new ContestEntries(context).Of(loaded, data.Value));
        return new CostMeasurement(context, new RuntimeAnalyzer(context.Clock)).Of(
            loaded[0], entries, () => data.Value);
    }

    private static TrainedModel Loaded(ExperimentContext context, ModelPlan model)
    {
        var trained = TrainedModel.Load(context, ModelRuntimes.ThisProcess, model);
        return trained.Model is not null
            ? trained
            : throw new InvalidOperationException($"{trained.Name}: {trained.Message}");
    }

    /// <summary>Trains a model and discards it.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="limit">Seconds after which it is ended; null for a whole training.</param>
    public static RepeatedTraining OfTraining(ExperimentContext context, ModelPlan model, ulong seed, double? limit)
    {
        var data = LatentDatasetFile.Read(context.Folder.LatentDataset, context.Cancellation)
            .Select(context.Components.ChannelsOf(model));
        var trainer = context.Components.CreateTrainer(model);
        // A training that is ended early gives its memory only.
        if (limit is null)
        {
            new TimedTraining(context.Clock, () => context.Components.CreateTrainer(model))
                .Prepare(data, TrainingContext.Silent(seed) with { Cancellation = context.Cancellation });
        }
        GC.Collect();
        var before = ProcessMemory.Read();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        if (limit is { } most) stop.CancelAfter(TimeSpan.FromSeconds(most));
        double seconds = double.NaN;
        IRomModel? trained = null;
        try
        {
            var training = TrainingContext.Silent(seed) with { Cancellation = stop.Token };
            (trained, seconds) = new RuntimeAnalyzer(context.Clock).Measure(() => trainer.Train(data, training));
        }
        catch (OperationCanceledException)
            when (limit is not null && stop.IsCancellationRequested && !context.Cancellation.IsCancellationRequested)
        {
            // The requested time has passed: its memory is known up to here.
        }
        var after = ProcessMemory.Read();
        (trained as IDisposable)?.Dispose();
        return new RepeatedTraining(seconds, before.CurrentMb, after.PeakMb);
    }
}
