using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Analysis.Contests;
using Rom.Analysis.Memory;
using Rom.Forecasting.Plugins;
using Rom.Numerics.RandomNumbers;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Benchmarking;

/// <summary>
/// Repeats trainings over seeds, each in a process of its own, in paired rounds: the case <c>training</c> of the
/// comparison, and the memory of training. Each has its own record, so that a stopped run continues where it was.
/// </summary>
/// <param name="context">The experiment.</param>
/// <param name="trained">A model's artifact: a repeated training is made from the same.</param>
internal sealed class TrainingRepeats(ExperimentContext context, Func<ModelPlan, Artifact> trained)
{
    // Separates these trainings' random streams from those of the kept models.
    private const ulong RepeatStream = 0x74616572;
    private const string RecordName = "repeat_training";

    /// <summary>Trains. A model whose training fails is left out, with a warning, and the others go on.</summary>
    /// <param name="models">The models; the first of those that can be trained stands against itself too.</param>
    /// <returns>The times of each round, and the models that were left out; no rounds where that are all.</returns>
    public (ContestRounds? Rounds, IReadOnlyList<string> LeftOut) Run(IReadOnlyList<ModelPlan> models)
    {
        var left = models.Select((model, place) => new Entrant(model, place)).ToList();
        var leftOut = new List<string>();
        while (left.Count > 0)
        {
            // Trainings before a failure are kept in records, and not repeated.
            var (rounds, failed) = Rounds([.. left, left[0] with { Place = models.Count }]);
            if (rounds is not null) return (rounds, leftOut);
            leftOut.Add(failed!);
            left.RemoveAll(one => one.Plan.Name == failed);
        }
        return (null, leftOut);
    }

    private (ContestRounds? Rounds, string? Failed) Rounds(IReadOnlyList<Entrant> entered)
    {
        int repeats = context.Experiment.Options.Benchmark.TrainingRepeats;
        var order = new RoundOrder(entered.Count, context.Experiment.Options.Seed);
        var trainings = new RepeatedTraining[repeats, entered.Count];
        using (var task = context.Display.Begin("Repeating trainings", repeats * entered.Count, "training"))
        {
            for (int round = 0; round < repeats; round++)
            {
                foreach (int k in order.Next())
                {
                    try
                    {
                        trainings[round, k] = Train(entered[k].Plan, entered[k].Place, round);
                    }
                    catch (InvalidOperationException e) when (!context.Cancellation.IsCancellationRequested)
                    {
                        string name = entered[k].Plan.Name;
                        context.WarnOfFailure(
                            $"{name}: its repeated trainings are not compared: {PluginFailure.Message(e)}",
                            PluginFailure.StackOf(e));
                        return (null, name);
                    }
                    task.Advance();
                }
            }
        }
        double[] Seconds(int round) => [.. Enumerable.Range(0, entered.Count).Select(k => trainings[round, k].Seconds)];
        int[] ones = [.. entered.Select(_ => 1)];
        double[] unknown = [.. entered.Select(_ => double.NaN)];
        return (
            new ContestRounds(
                [.. entered.Select(one => one.Plan.Name)], [.. Enumerable.Range(0, repeats).Select(Seconds)], ones,
                unknown, 0, "rounds")
            {
                // A training is a process, and a round one observation of each.
                RoundsPerRepetition = [.. Enumerable.Repeat(1, repeats)],
                Processes = repeats * entered.Count,
            },
            null);
    }

    /// <summary>Returns the largest memory of a model's trainings, which <see cref="Run"/> has done.</summary>
    /// <param name="model">The model.</param>
    /// <param name="place">Its index among the models.</param>
    public TrainingMemory MemoryOf(ModelPlan model, int place)
    {
        var largest = Enumerable.Range(0, context.Experiment.Options.Benchmark.TrainingRepeats)
            .Select(round => RecordOf(model, place, round))
            .Select(path => ArtifactRecord.Read(path)!.FactsAs(path, Of))
            .MaxBy(training => training.PeakMb)!;
        return new TrainingMemory(largest.BeforeMb, largest.PeakMb, IsWhole: true);
    }

    /// <summary>Removes all repeated trainings.</summary>
    /// <param name="context">The experiment.</param>
    public static void Remove(ExperimentContext context) =>
        context.Store.Remove(context.Folder.StageRecords(RecordName));

    private RepeatedTraining Train(ModelPlan model, int place, int round)
    {
        var artifact = new Artifact(
            $"repeated training of {model.Name}", RecordOf(model, place, round), trained(model).Inputs)
        {
            CheckFacts = facts => Of(facts),
        };
        return context.Store.Make(artifact, () => Trained(model, round)).Record!.FactsAs(artifact.RecordPath, Of);
    }

    private MadeArtifact Trained(ModelPlan model, int round)
    {
        // In a round all have the same seed, and the first model uses it twice, so that it does the same work.
        ulong stream = RandomStream.DeriveSeed(context.Experiment.Options.Seed, RepeatStream);
        ulong seed = RandomStream.DeriveSeed(stream, (ulong)round);
        var training = FreshProcess.Training(context, model.Name, seed);
        if (!double.IsFinite(training.Seconds))
            throw new InvalidOperationException($"{model.Name}: a training ended itself before its end");
        return new([], new JsonObject
        {
            ["seconds"] = training.Seconds,
            ["before_mb"] = training.BeforeMb,
            ["peak_mb"] = training.PeakMb,
        });
    }

    private string RecordOf(ModelPlan model, int place, int round) =>
        context.Folder.StageRecord(
            string.Create(CultureInfo.InvariantCulture, $"{RecordName}.{place}.{model.Name}.{round}"));

    private static RepeatedTraining Of(JsonObject facts) =>
        new((double)facts["seconds"]!, (double)facts["before_mb"]!, (double)facts["peak_mb"]!);

    // A place in the contest; the first model that can be trained has one more, for itself.
    private sealed record Entrant(ModelPlan Plan, int Place);
}
