using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using RomHost.Configuration;
using RomHost.Configuration.Sections;
using RomHost.Tests.Configuration;
using RomHost.Validation;

namespace RomHost.Tests.Validation;

public class RunCheckTests
{
    private readonly Experiment experiment = Sample.Bind(Sample.Block);

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    [InlineData(null)]
    public void FramesThatTheSimulatorTells_AreTaken(int? frames)
    {
        (int? found, string[] errors) = FramesOf(new StubSimulator { Frames = _ => frames });
        Assert.Equal(frames, found);
        Assert.Empty(errors);
    }

    [Fact]
    public void SimulatorIsAskedForTheDurationOfTheEnsemble()
    {
        var asked = new List<double>();
        FramesOf(new StubSimulator
        {
            Frames = duration =>
            {
                asked.Add(duration);
                return 1;
            },
        });
        Assert.Equal([2.0], asked);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void RunWithoutFrames_IsRefused(int frames) => Assert.Equal(
        [$"f.yaml:7:3: train.duration: FrameCount of the simulator: expected at least 1 frame, found {frames}"],
        FramesOf(new StubSimulator { Frames = _ => frames }).Errors);

    [Fact]
    public void WhatTheSimulatorThrows_NamesTheDuration()
    {
        Assert.Equal(
            ["f.yaml:7:3: train.duration: the simulator refuses it: too long"],
            FramesOf(new StubSimulator { Frames = _ => throw new ArgumentException("too long") }).Errors);
        Assert.Equal(
            ["f.yaml:7:3: train.duration: the simulator failed: InvalidOperationException: no device"],
            FramesOf(new StubSimulator { Memory = _ => throw new InvalidOperationException("no device") }).Errors);
    }

    [Fact]
    public void MemoryOfARun_LimitsTheRunsAtOnce()
    {
        var simulator = new StubSimulator
        {
            Memory = _ => new MemoryNeed { Purpose = "a run", Bytes = 10, Cure = "do less" },
        };
        var log = new ValidationLog(experiment);
        var memory = new MemoryCheck(log, 35);
        new RunCheck(experiment, simulator, log).FramesOf(experiment.Options.Train, "Train", memory);
        Assert.Equal(3, memory.MostRunsAtOnce);
    }

    [Fact]
    public void ReasonsToRefuseInitialConditions_AreSaidOnceForEachEnsemble()
    {
        var log = new ValidationLog(experiment);
        var simulator = new StubSimulator { Refusal = _ => "no room" };
        new RunCheck(experiment, simulator, log).CheckInitialConditions();
        Assert.Equal(
            ["f.yaml:8:3: train.initial_conditions: no room", "f.yaml:13:3: test.initial_conditions: no room"],
            Sample.ErrorsOf(log.ThrowIfAny));
    }

    [Fact]
    public void WhatRefusingThrows_IsARefusal()
    {
        var log = new ValidationLog(Sample.Bind(Sample.Block));
        var simulator = new StubSimulator { Refusal = _ => throw new ContractBreachException("a bug") };
        new RunCheck(experiment, simulator, log).CheckInitialConditions();
        Assert.Contains(
            "f.yaml:8:3: train.initial_conditions: the simulator refuses it: a bug", Sample.ErrorsOf(log.ThrowIfAny));
    }

    [Theory]
    [InlineData(null, true, 8)]
    [InlineData(null, false, 0)]
    [InlineData("0", true, 0)]
    [InlineData("0", false, 0)]
    [InlineData("20", true, 20)]
    public void Replicas_AreThoseOfTheOption_OrEightWhereTheSimulatorMakesThem(
        string? option, bool isSupported, int expected)
    {
        var log = new ValidationLog(experiment);
        var check = new RunCheck(WithReplicas(option), new StubSimulator { Replicas = () => isSupported }, log);
        Assert.Equal(expected, check.CheckReplicas());
        log.ThrowIfAny();
    }

    [Fact]
    public void ReplicasOfASimulatorThatMakesNone_AreRefused_WithPlaceAndRemedy()
    {
        var log = new ValidationLog(WithReplicas("4"));
        Assert.Equal(0, new RunCheck(WithReplicas("4"), new StubSimulator(), log).CheckReplicas());
        Assert.Equal(
            ["f.yaml:12:3: test.replicas: expected 0, found 4: with these options simulator 'vicsek-morse' makes no "
                + "runs that begin in the same state and go on under other noise; remove replicas or set it to 0"],
            Sample.ErrorsOf(log.ThrowIfAny));
    }

    [Fact]
    public void WhatAskingForReplicasThrows_IsAnError()
    {
        var log = new ValidationLog(experiment);
        var simulator = new StubSimulator { Replicas = () => throw new InvalidOperationException("no device") };
        Assert.Equal(0, new RunCheck(experiment, simulator, log).CheckReplicas());
        Assert.Contains(
            "the simulator failed: InvalidOperationException: no device",
            Assert.Single(Sample.ErrorsOf(log.ThrowIfAny)));
    }

    private static Experiment WithReplicas(string? count) => Sample.Bind(
        count is null ? Sample.Block : Sample.With("duration: 4", $"replicas: {count}\n  duration: 4"));

    private (int? Frames, string[] Errors) FramesOf(ISimulator simulator)
    {
        var log = new ValidationLog(experiment);
        EnsembleOptions train = experiment.Options.Train;
        int? frames = new RunCheck(experiment, simulator, log).FramesOf(
            train, "Train", new MemoryCheck(log, long.MaxValue));
        return (frames, frames is null && Record.Exception(log.ThrowIfAny) is not null
            ? Sample.ErrorsOf(log.ThrowIfAny)
            : []);
    }
}
