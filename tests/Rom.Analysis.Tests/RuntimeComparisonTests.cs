using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Rom.Analysis.Contests;

namespace Rom.Analysis.Tests;

/// <summary>Profiles side by side.</summary>
public class RuntimeComparisonTests
{
    private static readonly RuntimeProfile Mvar = Profiles.Of("MVAR", 2, 1e-6, 0.5, 1000);
    private static readonly RuntimeProfile Lstm = Profiles.Of("LSTM", 6, 4e-6, 2, 8000);

    // Paired rounds in which LSTM takes so many times as long as MVAR.
    private static ContestReport Contest(double step, double training)
    {
        CaseResult Case(string name, double ratio) => CaseResult.Of(
            name, new ContestRounds(
                ["MVAR", "LSTM", "MVAR"], [.. Enumerable.Range(0, 40).Select(_ => new[] { 1, ratio, 1 })], [1, 1, 1],
                [0, 0, 0], 0, "rounds")
            {
                RoundsPerRepetition = [10, 10, 10, 10],
            },
            new ContestSettings());
        return new ContestReport(
            new ContestSettings(), [Case(CaseResult.OneStep, step), Case(CaseResult.Training, training)]);
    }

    [Fact]
    public void Comparison_HasEveryKeyOfTheContractWithItsKind()
    {
        string json = RuntimeComparison.Of([Mvar, Lstm], Contest(step: 2, training: 3)).ToJson();
        Assert.Equal(8, Contract.Leaves(Contract.Comparison).Count()); // the contract was read, and read whole
        var leaves = Contract.Leaves(JsonDocument.Parse(json).RootElement).ToList();
        Assert.Equal(
            Contract.Leaves(Contract.Comparison),
            leaves.Where(leaf => !leaf.StartsWith("tied.", StringComparison.Ordinal)));
        Assert.Equal(3, leaves.Count(leaf => leaf.StartsWith("tied.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Ratios_AreOfTheSecondModelAgainstTheFirst()
    {
        var comparison = RuntimeComparison.Of([Mvar, Lstm]);
        Assert.Equal(["MVAR", "LSTM"], comparison.Models);
        Assert.Equal(3, comparison.TrainingTimeRatio["LSTM_vs_MVAR"], 1e-12);
        Assert.Equal(0.25, comparison.InferenceSpeedup["LSTM_vs_MVAR"], 1e-12); // a quarter as fast
        Assert.Equal(4, comparison.MemoryRatio["LSTM_vs_MVAR"], 1e-12);
        Assert.Equal(8, comparison.ParameterRatio["LSTM_vs_MVAR"], 1e-12);
        // Memory is known; unpaired times name no winner, however far apart they are.
        Assert.Equal("MVAR", comparison.Winners["smallest_memory"]);
        Assert.Null(comparison.Winners["fastest_training"]);
        Assert.Null(comparison.Winners["fastest_inference"]);
        Assert.Equal(["MVAR", "LSTM"], comparison.Tied["fastest_inference"]);
    }

    [Fact]
    public void OneOutlier_DecidesNothing()
    {
        var disturbed = Lstm with
        {
            ModelName = "disturbed",
            Inference = new(TimingSamples.Of([4e-6, 4e-6, 4e-6, 1], 1), Lstm.Inference.FullTrajectory, 100),
        };
        Assert.Equal(1, RuntimeComparison.Of([Lstm, disturbed]).InferenceSpeedup["disturbed_vs_LSTM"], 1e-12);
    }

    [Fact]
    public void PairedRounds_GiveTheRatiosAndTheWinners()
    {
        var comparison = RuntimeComparison.Of([Mvar, Lstm], Contest(step: 2, training: 0.5));
        Assert.Equal(0.5, comparison.InferenceSpeedup["LSTM_vs_MVAR"], 1e-12);
        Assert.Equal(0.5, comparison.TrainingTimeRatio["LSTM_vs_MVAR"], 1e-12);
        Assert.Equal(
            ("MVAR", "LSTM"), (comparison.Winners["fastest_inference"], comparison.Winners["fastest_training"]));
    }

    [Theory]
    [InlineData(2, "B_vs_A")]
    [InlineData(3, "B_vs_A C_vs_A C_vs_B")]
    [InlineData(5, "B_vs_A C_vs_A D_vs_A E_vs_A C_vs_B D_vs_B E_vs_B D_vs_C E_vs_C E_vs_D")]
    public void EveryPairIsThere_TheBaselinesFirst(int models, string keys)
    {
        var comparison = RuntimeComparison.Of(
            [.. "ABCDE"[..models].Select((name, i) => Profiles.Of($"{name}", i + 1, i + 1, i + 1, i + 1))]);
        Assert.All(
            [
                comparison.TrainingTimeRatio, comparison.InferenceSpeedup, comparison.MemoryRatio,
                comparison.ParameterRatio,
            ],
            ratios => Assert.Equal(keys.Split(' '), ratios.Keys));
        Assert.Equal(3, comparison.Winners.Count);
    }

    [Property]
    public void TheSmallestMemoryWins_AndSpeedupIsTheInverseRatioOfTimes(PositiveInt[] figures)
    {
        if (figures.Length < 2) return;
        var profiles = figures.Select((f, i) => Profiles.Of($"m{i}", f.Get, 1e-6 * f.Get, f.Get, f.Get)).ToList();
        var comparison = RuntimeComparison.Of(profiles);
        int least = figures.Min(f => f.Get);
        string[] best = [.. figures.Index().Where(one => one.Item.Get == least).Select(one => $"m{one.Index}")];
        Assert.Equal(best, comparison.Tied["smallest_memory"]);
        Assert.Equal(best.Length == 1 ? best[0] : null, comparison.Winners["smallest_memory"]);
        Assert.All(["fastest_training", "fastest_inference"],
            category => Assert.Equal(comparison.Models, comparison.Tied[category]));
        foreach (var (key, speedup) in comparison.InferenceSpeedup)
            Assert.Equal(1 / comparison.TrainingTimeRatio[key], speedup, 1e-9 * speedup);
        Assert.Equal(figures.Length * (figures.Length - 1) / 2, comparison.MemoryRatio.Count);
    }

    [Fact]
    public void RatiosThatAreNotDefined_AreNull()
    {
        var nothing = Profiles.Of("nothing", training: 0, step: double.NaN, megabytes: 0, parameters: 0);
        using var json = JsonDocument.Parse(RuntimeComparison.Of([nothing, Lstm]).ToJson());
        string[] ratios = ["training_time_ratio", "inference_speedup", "memory_ratio", "parameter_ratio"];
        Assert.All(ratios, ratio => Assert.Equal(
            JsonValueKind.Null, json.RootElement.GetProperty(ratio).GetProperty("LSTM_vs_nothing").ValueKind));
    }

    [Fact]
    public void ModelThatFailed_IsComparedWhereItHasFiguresAndWinsNoRace()
    {
        var clock = new PlantedClock();
        var failed = new RuntimeAnalyzer(clock).Profile(
            "broken", new PlantedModel(_ => double.NaN), new double[6], 1, new BenchmarkSettings(),
            TestContext.Current.CancellationToken);
        var comparison = RuntimeComparison.Of([failed, Mvar]);
        // It was trained in half the time, and has half the memory, but the model does not forecast.
        Assert.Equal("MVAR", comparison.Winners["smallest_memory"]);
        Assert.All(comparison.Tied.Values, tied => Assert.Equal(["MVAR"], tied));
        Assert.All(RuntimeComparison.Of([failed, failed with { ModelName = "too" }]).Winners.Values, Assert.Null);
        Assert.Equal(2, comparison.TrainingTimeRatio["MVAR_vs_broken"], 1e-12);
        Assert.True(double.IsNaN(comparison.InferenceSpeedup["MVAR_vs_broken"]));
    }

    [Fact]
    public void FewerThanTwoModelsOrTwoOfOneName_AreRefused()
    {
        Assert.Contains("found 1", Assert.Throws<ArgumentException>(() => RuntimeComparison.Of([Mvar])).Message);
        var refusal = Assert.Throws<ArgumentException>(() => RuntimeComparison.Of([Mvar, Lstm, Mvar]));
        Assert.Contains("MVAR, LSTM, MVAR", refusal.Message);
    }
}
