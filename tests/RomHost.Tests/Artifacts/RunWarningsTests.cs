using System.Text.Json.Nodes;
using Rom.Abstractions;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Tests.Artifacts;

public class RunWarningsTests
{
    [Fact]
    public void EachWarning_IsSaidOnce_WithItsRuns()
    {
        var runs = Enumerable.Range(0, 4).Select(Run).ToList();
        ArtifactRecord?[] records = [Record("a.csv: b", "c", "a.csv: b"), Record(), null, Record("c")];
        Assert.Equal(
            ["training run 0 (label0): a.csv: b", "training run 0 (label0) and 1 other run: c"],
            RunWarnings.Of(Split.Train, runs, records));
        Assert.Equal(
            ["test run 0 (label0) and 2 other runs: same"],
            RunWarnings.Of(Split.Test, runs[..3], [Record("same"), Record("same"), Record("same")]));
    }

    [Fact]
    public void WarningsOfOneRecord_AreThoseOfIt()
    {
        Assert.Equal(["b", "c"], RunWarnings.In(Record("b", "c").Facts));
        Assert.Empty(RunWarnings.In(null));
    }

    [Fact]
    public void RecordsWithoutWarnings_SayNothing() => Assert.Empty(
        RunWarnings.Of(Split.Train, [Run(0)], [new ArtifactRecord(NoInputs, NoFiles, new JsonObject(), 0)]));

    [Fact]
    public void WarningsInARecord_ThatAreNoTexts_AreNone() => Assert.Equal(["b"], RunWarnings.In(
        new JsonObject { ["warnings"] = new JsonArray("b", 1, null, new JsonObject()) }));

    [Fact]
    public void WhatAPluginSays_ActsOnNoTerminal_AndIsBounded()
    {
        var warnings = new RunWarnings();
        warnings.Report("\u001b[2J cleared");
        for (int i = 0; i < 100_000; i++) warnings.Report($"{i}");
        var facts = new JsonObject();
        warnings.AddTo(facts);
        Assert.Equal("\\u001b[2J cleared", (string?)facts["warnings"]![0]);
        Assert.Equal(100, facts["warnings"]!.AsArray().Count);
    }

    private static Dictionary<string, string> NoInputs { get; } = [];

    private static Dictionary<string, ArtifactFile> NoFiles { get; } = [];

    private static PlannedRun Run(int index) =>
        new(index, "family", $"label{index}", new Start(), new Dictionary<string, object?>());

    private static ArtifactRecord Record(params string[] messages)
    {
        var (warnings, facts) = (new RunWarnings(), new JsonObject());
        foreach (string message in messages) warnings.Report(message);
        warnings.AddTo(facts);
        return new ArtifactRecord(NoInputs, NoFiles, facts, 0);
    }

    private sealed record Start : InitialCondition;
}
