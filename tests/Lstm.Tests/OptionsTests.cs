using System.ComponentModel.DataAnnotations;

namespace Lstm.Tests;

public sealed class OptionsTests
{
    public static TheoryData<LstmOptions> Accepted { get; } =
    [
        new LstmOptions(),
        Fixtures.TwoPhases,
        Fixtures.TwoPhases with { Kstep = 3 },
        Fixtures.TwoPhases with { ScheduledSampling = 0 },
        Fixtures.TwoPhases with { ScheduledSampling = 0.2 },
        Fixtures.TwoPhases with
        {
            ScheduledSamplingWarmup = 0, ScheduledSamplingPhase1End = 0, ScheduledSamplingPhase2End = 0,
        },
        new LstmOptions { ScheduledSampling = 1, ScheduledSamplingWarmup = 3, Lag = 1 },
        new LstmOptions { ScheduledSampling = 1, ScheduledSamplingPlace = SamplingPlace.Loop, Kstep = 2 },
        new LstmOptions { ScheduledSamplingPlace = SamplingPlace.Loop },
        new LstmOptions { Kstep = 5, KstepAlpha = 0.3 },
        new LstmOptions { Kstep = 5, KstepWeight = 2 },
        new LstmOptions { KstepAlpha = 0 },
    ];

    public static TheoryData<LstmOptions, string, string> Refused { get; } = new()
    {
        { new() { Kstep = 5, KstepAlpha = 0.3, KstepWeight = 2 }, "KstepAlpha", "remove one of them" },
        {
            Fixtures.TwoPhases with { ScheduledSamplingPlace = SamplingPlace.Loop },
            "ScheduledSamplingPlace", "set kstep to 2 or more"
        },
        { Fixtures.TwoPhases with { ScheduledSamplingRamp = 7 }, "ScheduledSamplingRamp", "remove one of them" },
        {
            Fixtures.TwoPhases with { ScheduledSamplingWarmup = 201 },
            "ScheduledSamplingPhase1End", "at least scheduled_sampling_warmup = 201, found 200"
        },
        {
            Fixtures.TwoPhases with { ScheduledSamplingPhase2End = 199 },
            "ScheduledSamplingPhase2End", "at least scheduled_sampling_phase1_end = 200, found 199"
        },
        {
            Fixtures.TwoPhases with { ScheduledSamplingPhase2End = null },
            "ScheduledSamplingPhase1End", "found no scheduled_sampling_phase2_end"
        },
        {
            new() { ScheduledSamplingPhase1Ratio = 0.1 },
            "ScheduledSamplingPhase1Ratio", "scheduled_sampling_phase1_end and scheduled_sampling_phase2_end"
        },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void OptionsThatFitTogether_AreAccepted(LstmOptions options) =>
        Assert.Empty(options.Validate(new ValidationContext(options)));

    [Theory]
    [MemberData(nameof(Refused))]
    public void OptionsThatContradictEachOther_AreRefused_WhereTheyStand(
        LstmOptions options, string property, string words)
    {
        var problem = Assert.Single(options.Validate(new ValidationContext(options)));
        Assert.Equal(property, problem.MemberNames.First());
        Assert.Contains(words, problem.ErrorMessage);
    }
}
