using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Numerics.RandomNumbers;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Pipeline;

/// <summary>
/// Simulates the runs of <c>evaluation.calibration</c>, to which nothing is fitted. A part of the evaluation stage.
/// </summary>
/// <remarks>
/// Runs have the initial conditions of the test runs in equal shares, their duration, and seeds of their own: they are
/// exchangeable with a test run that is drawn from among them.
/// </remarks>
internal static class CalibrationRuns
{
    // Separates the streams from those of other runs.
    private const ulong Stream = 0x63616C6962;

    /// <summary>Returns the number of runs; 0 for none.</summary>
    /// <param name="context">The experiment.</param>
    public static int CountOf(ExperimentContext context) =>
        context.Experiment.Options.Evaluation.Calibration?.Runs ?? 0;

    /// <summary>The test run whose initial condition a run has.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="index">The run.</param>
    public static PlannedRun PlannedOf(ExperimentContext context, int index) =>
        // Evenly: each initial condition has the same share as in the test runs, as far as the number allows.
        context.Experiment.TestRuns[(int)((long)index * context.Experiment.TestRuns.Count / CountOf(context))];

    /// <summary>A run's fields.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="index">The run.</param>
    public static Artifact ArtifactOf(ExperimentContext context, int index)
    {
        var folder = context.Folder.CalibrationRun(index);
        return context.Store.Declare($"calibration run {index}", folder.Metadata, () =>
        {
            var run = GenerateEnsemble.ArtifactOf(context, Split.Test, PlannedOf(context, index));
            return new Dictionary<string, string>(run.Inputs) { ["calibration.index"] = TextOf(index) };
        }, reuse: new() { Files = [folder.Density] });
    }

    /// <summary>All runs, as an input of others: each run has a record of its own.</summary>
    /// <param name="context">The experiment.</param>
    public static Artifact EnsembleOf(ExperimentContext context) => context.Store.Declare(
        "calibration runs", context.Folder.CalibrationRuns,
        () => Enumerable.Range(0, CountOf(context)).ToDictionary(
            TextOf, index => ArtifactOf(context, index).Fingerprint));

    /// <summary>Makes what is not current.</summary>
    /// <param name="context">The experiment.</param>
    public static void Run(ExperimentContext context)
    {
        int count = CountOf(context);
        using var task = context.Display.Begin("Calibration runs", count, "run");
        context.ForEach(count, index =>
        {
            context.Folder.Make(context.Folder.CalibrationRun(index).Root);
            var state = context.Store.MakeOrDefer(ArtifactOf(context, index), () => Simulate(context, index));
            if (!state.IsComputed) task.Kept();
            task.Advance();
        });
    }

    /// <summary>Returns the text of an index in inputs and messages.</summary>
    /// <param name="index">The run.</param>
    public static string TextOf(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static MadeArtifact Simulate(ExperimentContext context, int index)
    {
        var (run, folder) = (PlannedOf(context, index), context.Folder.CalibrationRun(index));
        var simulation = new RunSimulation(context, Split.Test, run, $"calibration run {TextOf(index)} ({run.Label})");
        ulong seed = RandomStream.DeriveSeed(context.Experiment.Options.Seed, Stream, (ulong)index);
        var trajectory = simulation.Simulate(simulation.Description with { Seed = seed });
        simulation.Write(folder.Density, simulation.EstimateFields(trajectory));
        return new(
            [folder.Density], new JsonObject { ["run"] = index, ["label"] = run.Label, ["seed"] = seed });
    }
}
