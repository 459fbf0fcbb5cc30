using Rom.Analysis;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Models;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

/// <summary>All stages on a small experiment, with models in this process.</summary>
internal sealed class StageRunner(SmallExperiment experiment)
{
    private readonly ExperimentRunner runner = new(
    [
        new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset(),
        new SelectOptions(ModelRuntimes.ThisProcess), new TrainModels(ModelRuntimes.ThisProcess),
        new BenchmarkModels(new RuntimeAnalyzer(TimeProvider.System), ModelRuntimes.ThisProcess),
        new GenerateEnsemble(Split.Test), new SimulateReplicas(), new EvaluateModels(ModelRuntimes.ThisProcess),
    ]);

    public ExperimentRunner Runner => runner;

    /// <summary>The experiment as a new process finds it.</summary>
    public ExperimentContext Context() => experiment.Context() with
    {
        Lags = experiment.Experiment.Models.ToDictionary(model => model.Name, _ => 1),
    };

    public void Run(int threads = 2) => runner.Run(Context() with { Threads = threads });

    /// <summary>Trains the models and evaluates their forecasts, without times, replicas and a summary.</summary>
    public void TrainAndEvaluate(int threads = 2)
    {
        var context = experiment.Context(threads);
        Stage[] stages =
        [
            new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset(),
            new SelectOptions(ModelRuntimes.ThisProcess), new TrainModels(ModelRuntimes.ThisProcess),
            new GenerateEnsemble(Split.Test), new EvaluateModels(ModelRuntimes.ThisProcess),
        ];
        foreach (var stage in stages)
        {
            stage.Run(context);
            context = stage.Continue(context);
        }
    }

    public void Gather() => runner.Gather(Context());

    public void RunOnly(string stage, int[]? runs = null, params string[] models) => runner.RunOnly(
        Context() with { Part = new(runs?.ToHashSet(), models.Length == 0 ? null : models.ToHashSet()) }, stage);

    public Stage Named(string stage) => runner.StageNamed(stage);

    public IReadOnlyList<StagePlan> Plan() => runner.Plan(Context(), findsSources: true);
}
