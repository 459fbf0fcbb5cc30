using Rom.Analysis;
using RomHost.Configuration;
using RomHost.Models;
using RomHost.Pipeline;
using RomHost.Progress;

namespace RomHost.Tests.Pipeline;

/// <summary>The bar of the benchmarks.</summary>
public sealed class BenchmarkProgressTests
{
    [Fact]
    public void Profiles_AreCounted_WithTheModelThatIsProfiled_AndLogsStayAsTheyWere()
    {
        using var experiment = new SmallExperiment(
            "benchmark={enabled: true, time_cap: 0, trials: 3, warmups: 1, steps: 4}",
            "models=[{name: A, plugin: hold}, {name: B, plugin: hold}, {name: C, plugin: hold, throws: diverged}]");
        foreach (Stage stage in (Stage[])
            [
                new GenerateEnsemble(Split.Train), new BuildPodBasis(), new BuildLatentDataset(),
                new TrainModels(ModelRuntimes.ThisProcess),
            ])
            stage.Run(experiment.Context());
        var display = new RecordingDisplay();
        var benchmark = new BenchmarkModels(new RuntimeAnalyzer(TimeProvider.System), ModelRuntimes.ThisProcess);
        benchmark.Run(experiment.Context() with { Display = display });
        Assert.Equal(
            [
                "Profiling of 2 models", "0 A", "said Benchmarking A", "1 B", "said Benchmarking B", "2 done", "end",
            ],
            display.Lines);
    }

    private sealed class RecordingDisplay : IProgressDisplay, IProgressTask
    {
        public List<string> Lines { get; } = [];

        public IProgressTask Begin(string title, double total, string unit) => throw new NotSupportedException();

        public IProgressTask BeginTimed(string title, double total, string unit)
        {
            Lines.Add($"{title} of {total} {unit}s");
            return this;
        }

        public void Say(string message) => Lines.Add($"said {message}");

        public void Warn(string message) => Lines.Add($"warned {message}");

        public void Report(double completed, string? note = null) => Lines.Add($"{completed} {note}");

        public void Advance() => throw new NotSupportedException();

        public void Kept() => throw new NotSupportedException();

        public void Dispose() => Lines.Add("end");
    }
}
