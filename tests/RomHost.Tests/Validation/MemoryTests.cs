using System.Numerics;
using FsCheck.Xunit;
using Rom.Abstractions;
using RomHost.Configuration;
using RomHost.Configuration.Sections;
using RomHost.Tests.Configuration;
using RomHost.Tests.Configuration.Fakes;
using RomHost.Validation;

namespace RomHost.Tests.Validation;

/// <summary>Experiments that need more memory than the machine has; the tests set the machine's memory.</summary>
public class MemoryTests
{
    private const long Gibibyte = 1L << 30;

    [Theory]
    [InlineData(
        "nx: 8",
        "nx: 16384\n  ny: 16384",
        "f.yaml:17:3: density.nx: a POD with at least one mode of 42 snapshots on 16384 × 16384 cells needs 168.0 " +
        "GiB of memory, and this machine has 16.0 GiB; use fewer modes or cells")]
    [InlineData(
        "nx: 8",
        "nx: 1024\n  ny: 1024\nreduction: {modes: 1025}",
        "f.yaml:19:13: reduction.modes: a POD with 1025 modes of 42 snapshots on 1024 × 1024 cells needs 16.0 " +
        "GiB of memory, and this machine has 16.0 GiB; use fewer modes or cells")]
    [InlineData(
        "dt: 0.1",
        "dt: 0.1\n  particles: 1000000000",
        "f.yaml:6:3: simulator.particles: a run of 41 frames of 1000000000 particles needs 610.9 GiB of memory, and " +
        "this machine has 16.0 GiB; use fewer particles")]
    [InlineData(
        "radius: [2, 3]",
        "radius: 2\n      samples: 100000\nreduction: {modes: 512}",
        "f.yaml:8:3: train.initial_conditions: the latent data of 100000 runs of 21 frames with 512 modes needs " +
        "16.0 GiB of memory, and this machine has 16.0 GiB; use fewer or shorter runs, a larger " +
        "reduction.subsample or fewer modes")]
    [InlineData(
        "seed: 1",
        "benchmark: {steps: 1000000}\nreduction: {modes: 2148}\n",
        "f.yaml:2:13: benchmark.steps: timing a forecast of 1000000 steps with 2148 modes needs 16.0 GiB of memory, " +
        "and this machine has 16.0 GiB; use fewer benchmark.steps or modes")]
    [InlineData(
        "lag: 3",
        "lag: 3\n  - {name: B, plugin: lstm, hidden_units: 4096}\nreduction: {modes: 7}",
        "f.yaml:22:29: models[1].hidden_units: 4096 units, 2 runs, 21 frames, 7 modes needs 18.4 GiB of memory, and " +
        "this machine has 16.0 GiB; use fewer hidden_units")]
    [InlineData(
        "duration: 4",
        "duration: 40000000",
        "f.yaml:12:3: test.duration: evaluating a test run of")]
    public void WhatDoesNotFit_IsRefusedWithTheNumber_WhereItsOptionStands(
        string old, string replacement, string expected)
    {
        Experiment experiment = Sample.Bind(Sample.With(old, replacement));
        string[] errors = Sample.ErrorsOf(() => Validator(16 * Gibibyte).Validate(experiment));
        Assert.Contains(errors, error => error.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void AnOptionThatIsToBlameForSeveralStages_IsNamedOnce()
    {
        Experiment experiment = Sample.Bind(Sample.With("nx: 8", "nx: 16384\n  ny: 16384"));
        string[] errors = Sample.ErrorsOf(() => Validator(Gibibyte).Validate(experiment));
        Assert.Single(errors);
    }

    [Fact]
    public void AGridThatFits_IsNotRefused_AndOneByteLessIs()
    {
        // As many vectors as there are snapshots, 42, and what is made of them, in double.
        const long Needed = 64 * 64 * 42 * 2 * sizeof(double);
        Experiment experiment = Sample.Bind(Sample.With("nx: 8", "nx: 64"));
        Assert.Empty(Validator(Needed).Validate(experiment).Warnings);
        string[] errors = Sample.ErrorsOf(() => Validator(Needed - 1).Validate(experiment));
        Assert.Contains("42 snapshots on 64 × 64 cells", Assert.Single(errors));
    }

    [Fact]
    public void ManyRunsAtOnce_AreAsManyAsFit()
    {
        // Evaluated are 41 frames of the truth and of the forecast in float; beside them is one mode in double.
        const long Mode = 64 * 64 * sizeof(double), Run = 64 * 64 * 41 * 2 * sizeof(float);
        Experiment experiment = Sample.Bind(Sample.With("nx: 8", "nx: 64"));
        Assert.Equal(8, Validator(Mode + (9 * Run) - 1).Validate(experiment).MostRunsAtOnce);
        Assert.Equal(9, Validator(Mode + (9 * Run)).Validate(experiment).MostRunsAtOnce);
        Assert.InRange(Validator(long.MaxValue).Validate(experiment).MostRunsAtOnce, 1_000_000, int.MaxValue);
    }

    [Theory]
    [InlineData(false, 8 + 8)]
    [InlineData(true, 8 + 16)]
    public void Replicas_NeedTheRunAndOneReplicaInFloat_AndTheirMeanInDouble(bool isAligning, int bytesOfEach)
    {
        var grid = new Grid(new Domain(1, 1, Boundary.Periodic), 30, 20);
        MemoryNeed need = ExperimentMemory.ReplicasOf(grid, 7, isAligning);
        Assert.Equal(30 * 20 * 7 * bytesOfEach, need.Bytes);
        Assert.Contains("test.replicas: 0", need.RefusalWithin(1));
    }

    [Fact]
    public void ReplicasThatAreKeptForEnsembles_NeedTheirDensitiesInEitherFrame()
    {
        var grid = new Grid(new Domain(1, 1, Boundary.Periodic), 30, 20);
        var ensemble = new ForecastEnsembleOptions { Grid = 25, Stride = 3 };
        double kept = ExperimentMemory.KeptOf(grid, 7, replicas: 1000, ensemble);
        Assert.Equal(25 * 20 * 2 * 1000, kept); // frames 1 and 4; the first is no forecast
        Assert.Equal(25 * 20 * 1000, ExperimentMemory.KeptOf(grid, 7, replicas: 1000, ensemble with { Stride = 9 }));
        MemoryNeed need = ExperimentMemory.ReplicasOf(grid, 7, isAligning: false, kept);
        Assert.Equal(30 * 20 * 7 * 16 + 8 * kept, need.Bytes);
        Assert.Contains("a larger evaluation.ensemble.stride", need.RefusalWithin(1));
        Assert.Equal(0, ExperimentMemory.KeptOf(grid, 7, replicas: 1000, ensemble: null));
    }

    [Fact]
    public void AStageWithoutRuns_LimitsNone() =>
        Assert.Equal(int.MaxValue, new StageMemory(Need(5)).RunsAtOnce(5));

    [Fact]
    public void LargestSizesOfAll_DoNotOverflow()
    {
        Experiment experiment = Sample.Bind(
            Sample.With("nx: 8", "nx: 8\nreduction: {modes: 2147483647}\nbenchmark: {steps: 1000000}"));
        var grid = new Grid(new Domain(1, 1, Boundary.Periodic), 46340, 46340);
        const int Most = int.MaxValue;
        var memory = new ExperimentMemory(
            experiment, grid, new EnsembleSize("Train", Most, Most, Most), new EnsembleSize("Test", Most, Most, Most),
            replicas: 2);
        BigInteger cells = 46340 * (BigInteger)46340, frames = Most, modes = Most, runs = Most;
        BigInteger[] expected =
        [
            frames * cells * 4,
            frames * cells * 4,
            cells * modes * 16,
            runs * frames * modes * 16,
            1_000_000 * modes * 8,
            (frames * cells * 8) + (frames * cells * 8),
            (cells * modes * 8) + (frames * cells * 8),
        ];
        Assert.Equal(
            expected.Select(bytes => (double)bytes), memory.Stages().Select(stage => stage.Need.Bytes), Close);
        Assert.All(memory.Stages(), stage => Assert.InRange(stage.RunsAtOnce(1e9), 1, int.MaxValue));
    }

    [Theory]
    [InlineData(2147483591.0, true)]
    [InlineData(2147483592.0, false)]
    public void AnArrayLongerThanAnyCanBe_IsRefusedWhateverTheMemory(double length, bool isPossible)
    {
        string? refusal = (Need(8) with { LongestArray = length }).RefusalWithin(double.MaxValue);
        Assert.Equal(
            isPossible ? null : "this needs an array of 2147483592 values, and the longest has 2147483591; do less",
            refusal);
    }

    [Property]
    public void ANeed_IsRefusedExactlyWhereMemoryIsSmaller(uint bytes, uint memory) =>
        Assert.Equal(bytes > memory, Need(bytes).RefusalWithin(memory) is not null);

    [Fact]
    public void SmallNumbers_AreSaidInMebibytes() => Assert.Equal(
        "this needs 1.5 MiB of memory, and this machine has 1.0 MiB; do less", Need(3 << 19).RefusalWithin(1 << 20));

    private static bool Close(double expected, double found) => Math.Abs(found - expected) <= 1e-14 * expected;

    private static MemoryNeed Need(double bytes) => new() { Purpose = "this", Bytes = bytes, Cure = "do less" };

    private static ExperimentValidator Validator(long machineMemory) =>
        new(_ => FakePlugins.Services, machineMemory);
}
