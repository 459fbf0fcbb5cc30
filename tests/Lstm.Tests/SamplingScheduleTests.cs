using Lstm.Training;

namespace Lstm.Tests;

/// <summary>The probability of scheduled sampling against values by hand.</summary>
public sealed class SamplingScheduleTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(20, 0)] // 19 epochs are done
    [InlineData(21, 0)] // the ramp's first epoch: 0.3 (1 − cos 0) / 2
    [InlineData(81, 0.075)] // a third of the first phase: 0.3 (1 − 1/2) / 2
    [InlineData(111, 0.15)] // half of it: 0.3 (1 − 0) / 2
    [InlineData(141, 0.225)] // two thirds: 0.3 (1 + 1/2) / 2
    [InlineData(201, 0.3)]
    [InlineData(251, 0.35)]
    [InlineData(301, 0.4)]
    [InlineData(401, 0.5)]
    [InlineData(1_000_000, 0.5)]
    public void TwoPhases_RiseAsHalfACosineWave_AndThenLinearly(int epoch, double expected) =>
        Assert.Equal(expected, new SamplingSchedule(Fixtures.TwoPhases).Probability(epoch), 1e-12);

    [Fact]
    public void AFinalProbabilityBelowThatOfTheFirstPhase_IsReachedFromAbove() =>
        Assert.Equal(
            0.25, new SamplingSchedule(Fixtures.TwoPhases with { ScheduledSampling = 0.2 }).Probability(301), 1e-12);

    [Fact]
    public void EmptyPhases_AreLeftOut()
    {
        var atOnce = Fixtures.TwoPhases with { ScheduledSamplingPhase1End = 20, ScheduledSamplingPhase2End = 20 };
        Assert.Equal([0, 0.5, 0.5], Probabilities(atOnce, 20, 21, 22));
        var noFirst = Fixtures.TwoPhases with { ScheduledSamplingPhase1End = 20, ScheduledSamplingPhase2End = 22 };
        Assert.Equal([0, 0.3, 0.4, 0.5], Probabilities(noFirst, 20, 21, 22, 23));
        var noSecond = Fixtures.TwoPhases with { ScheduledSamplingPhase1End = 22, ScheduledSamplingPhase2End = 22 };
        Assert.Equal([0, 0.15, 0.5], Probabilities(noSecond, 21, 22, 23));
    }

    [Fact]
    public void OneRamp_RisesLinearly_FromTheFirstEpochAfterTheWarmup()
    {
        var ramp = new LstmOptions { ScheduledSampling = 0.8, ScheduledSamplingRamp = 4 };
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 0.8], Probabilities(ramp, 1, 2, 3, 4, 5, 6));
        Assert.Equal([0, 0, 0, 0.2, 0.8], Probabilities(ramp with { ScheduledSamplingWarmup = 2 }, 1, 2, 3, 4, 99));
    }

    [Fact]
    public void WithoutSampling_TheProbabilityIsZero_WhateverThePhases() =>
        Assert.Equal(0, new SamplingSchedule(Fixtures.TwoPhases with { ScheduledSampling = 0 }).Probability(150));

    private static IEnumerable<double> Probabilities(LstmOptions options, params int[] epochs) =>
        epochs.Select(epoch => Math.Round(new SamplingSchedule(options).Probability(epoch), 12));
}
