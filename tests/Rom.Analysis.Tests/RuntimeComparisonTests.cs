using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;

namespace Rom.Analysis.Tests;

/// <summary>Profiles side by side.</summary>
public class RuntimeComparisonTests
{
    private static readonly RuntimeProfile Mvar = Profiles.Of("MVAR", 2, 1e-6, 0.5, 1000);
    private static readonly RuntimeProfile Lstm = Profiles.Of("LSTM", 6, 4e-6, 2, 8000);

    [Fact]
    public void Comparison_HasEveryKeyOfTheContractWithItsKind()
    {
        string json = RuntimeComparison.Of([Mvar, Lstm]).ToJson();
        Assert.Equal(8, Contract.Leaves(Contract.Comparison).Count()); // the contract was read, and read whole
        var leaves = Contract.Leaves(JsonDocument.Parse(json).RootElement).ToList();
        Assert.Equal(Contract.Leaves(Contract.Comparison), leaves.Where(leaf => !leaf.StartsWith("tied.", StringComparison.Ordinal)));
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
        Assert.All(comparison.Winners.Values, winner => Assert.Equal("MVAR", winner));
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
    public void Winners_AreTheOnlySmallestAndSpeedupIsTheInverseRatioOfTimes(PositiveInt[] figures)
    {
        if (figures.Length < 2) return;
        var profiles = figures.Select((f, i) => Profiles.Of($"m{i}", f.Get, 1e-6 * f.Get, f.Get, f.Get)).ToList();
        var comparison = RuntimeComparison.Of(profiles);
        int least = figures.Min(f => f.Get);
        string[] best = [.. figures.Index().Where(one => one.Item.Get == least).Select(one => $"m{one.Index}")];
        Assert.All(comparison.Tied.Values, tied => Assert.Equal(best, tied));
        Assert.All(comparison.Winners.Values, winner => Assert.Equal(best.Length == 1 ? best[0] : null, winner));
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
        // It was trained in half the time, and has half the memory: figures, but of a model that does not forecast.
        Assert.All(comparison.Winners.Values, winner => Assert.Equal("MVAR", winner));
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
