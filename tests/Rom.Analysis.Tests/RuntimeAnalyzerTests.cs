using System.Text.Json;

namespace Rom.Analysis.Tests;

/// <summary>Profiles of models with planted durations.</summary>
public class RuntimeAnalyzerTests
{
    private static readonly double[] Window = [1, 2, 3, 4, 5, 6];

    private readonly PlantedClock clock = new();

    private RuntimeProfile Profile(PlantedModel model, BenchmarkSettings? settings = null) =>
        new RuntimeAnalyzer(clock).Profile(
            "M", model, Window, 12.5, settings ?? new BenchmarkSettings(), TestContext.Current.CancellationToken);

    private PlantedModel Taking(Func<int, double> seconds) => new(steps =>
    {
        clock.Pass(seconds(steps));
        return 1;
    });

    [Fact]
    public void Profile_HasEveryKeyOfTheContractWithItsKind()
    {
        string json = Profile(Taking(_ => 200e-6)).ToJson();
        var found = Contract.Leaves(JsonDocument.Parse(json).RootElement).ToList();
        var expected = Contract.Leaves(Contract.Profile).ToList();
        Assert.Equal(24, expected.Count); // the contract was read, and read whole
        Assert.Empty(expected.Except(found));
        Assert.Equal(expected, found.Intersect(expected)); // and in its order
    }

    [Fact]
    public void ProfileOfATrainedModel_TellsWhatItDeclares()
    {
        var profile = Profile(Taking(_ => 200e-6));
        Assert.Equal(("M", "ok", null), (profile.ModelName, profile.Status, profile.Message));
        Assert.Equal(12.5, profile.Training.TotalSeconds);
        Assert.Equal((1000, 4000 / 1048576.0), (profile.Memory.ModelParameters, profile.Memory.ParameterMemoryMb));
        var complexity = JsonDocument.Parse(profile.ToJson()).RootElement.GetProperty("complexity");
        string[] expected =
        [
            "total_parameters 1000", "latent_dimension 2", "lag_order 3", "hidden_units 64",
            "inference_flops_per_step 4000", "training_complexity O(N*p*d²)", "inference_complexity O(p*d²)",
        ];
        Assert.Equal(expected, complexity.EnumerateObject().Select(member => $"{member.Name} {member.Value}"));
    }

    [Fact]
    public void Statistics_AreThoseOfThePlantedDurations()
    {
        int call = 0;
        var profile = Profile(Taking(steps => steps > 1 ? 2e-3 : ++call % 2 == 0 ? 300e-6 : 200e-6));
        var step = profile.Inference.SingleStep;
        Assert.Equal(250e-6, step.MeanSeconds, 1e-9);
        Assert.Equal(50e-6, step.StdSeconds, 1e-9);
        Assert.Equal(200e-6, step.MinSeconds, 1e-9);
        Assert.Equal(300e-6, step.MaxSeconds, 1e-9);
        Assert.Equal(250e-6, step.MedianSeconds, 1e-9);
        Assert.Equal((50, 1), (step.Samples, step.CallsPerSample));
        Assert.Equal(2e-3, profile.Inference.FullTrajectory.MeanSeconds, 1e-9);
        Assert.Equal(0, profile.Inference.FullTrajectory.StdSeconds, 1e-9);
        Assert.Equal((50, 100), (profile.Inference.FullTrajectory.Samples, profile.Inference.StepsPerTrajectory));
        Assert.Equal(4000, profile.Throughput.StepsPerSecond, 0.1);
        Assert.Equal(8000, profile.Throughput.PredictionsPerSecond, 0.2);
        Assert.Equal(250, profile.Throughput.MicrosecondsPerStep, 1e-3);
        Assert.DoesNotContain(profile.Notes, note => note.Contains("scatter"));
    }

    [Fact]
    public void ShortCalls_AreTimedInBlocksThatAreLongForTheClock()
    {
        var profile = Profile(Taking(steps => steps * 3e-7));
        Assert.Equal(512, profile.Inference.SingleStep.CallsPerSample); // the first power of two above 100 µs
        Assert.Equal(4, profile.Inference.FullTrajectory.CallsPerSample);
        Assert.Equal(3e-7, profile.Inference.SingleStep.MeanSeconds, 1e-10);
        Assert.Equal(3e-5, profile.Inference.FullTrajectory.MeanSeconds, 1e-8);
    }

    [Fact]
    public void Trials_FollowTheSettings()
    {
        var model = Taking(_ => 1e-3);
        var profile = Profile(model, new BenchmarkSettings(Steps: 7, Trials: 11, Warmups: 4));
        Assert.Equal(1 + 1 + 4 + 11, model.Calls[7]); // looked at, block measured, warm-ups, trials
        Assert.Equal(11, profile.Inference.SingleStep.Samples);
        Assert.Equal(7, profile.Inference.StepsPerTrajectory);
    }

    [Fact]
    public void CodeIsGivenTimeToSettle_BeforeItIsTimed()
    {
        // Half a second of first drafts, ten times slower: none of it may be in a sample.
        double used = 0;
        var profile = Profile(Taking(_ =>
        {
            double seconds = used < 0.45 ? 2e-3 : 200e-6;
            used += seconds;
            return seconds;
        }));
        Assert.Equal(200e-6, profile.Inference.SingleStep.MaxSeconds, 1e-9);
    }

    [Fact]
    public void ModelThatThrows_FailedWithItsReason()
    {
        var profile = Profile(new PlantedModel(_ => throw new InvalidOperationException("no weights")));
        Assert.Equal("failed", profile.Status);
        Assert.Contains("InvalidOperationException: no weights", profile.Message);
        AssertHasNoTimes(profile);
    }

    [Fact]
    public void ModelThatThrowsHalfway_HasNoTimesEither()
    {
        int calls = 0;
        var profile = Profile(new PlantedModel(_ =>
        {
            clock.Pass(1e-3);
            return ++calls > 520 ? throw new InvalidOperationException("worn out") : 1;
        }));
        Assert.Contains("worn out", profile.Message);
        AssertHasNoTimes(profile);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void ModelThatLeavesTheFiniteNumbers_Failed(double value)
    {
        var profile = Profile(new PlantedModel(steps =>
        {
            clock.Pass(1e-3);
            return steps == 1 ? 1 : value; // only far into the forecast
        }));
        Assert.Equal("failed", profile.Status);
        Assert.Contains("finite", profile.Message);
        AssertHasNoTimes(profile);
    }

    [Fact]
    public void Cancellation_EndsTheProfilingAtTheNextSample()
    {
        using var source = new CancellationTokenSource();
        var model = new PlantedModel(steps =>
        {
            clock.Pass(1e-3);
            if (steps == 9) source.Cancel();
            return 1;
        });
        Assert.Throws<OperationCanceledException>(
            () => new RuntimeAnalyzer(clock)
                .Profile("M", model, Window, 1, new BenchmarkSettings(Steps: 9), source.Token));
        Assert.Equal((1, 1), (model.Calls[1], model.Calls[9]));
    }

    [Fact]
    public void CancellationOfTheModelsOwn_IsAFailureOfTheModel()
    {
        var profile = Profile(new PlantedModel(_ => throw new OperationCanceledException()));
        Assert.Equal("failed", profile.Status);
    }

    [Fact]
    public void ScatteredSamples_AreDoubted()
    {
        int call = 0;
        var profile = Profile(Taking(steps => steps > 1 || ++call % 10 != 0 ? 200e-6 : 2e-3));
        Assert.Contains(profile.Notes, note => note.Contains("times of one step scatter by"));
        Assert.DoesNotContain(profile.Notes, note => note.Contains("a full trajectory scatter"));
    }

    [Fact]
    public void ClockThatIsTooCoarse_IsDoubted()
    {
        var standingStill = new PlantedModel(_ => 1);
        var profile = Profile(standingStill, new BenchmarkSettings(Steps: 2, Trials: 2, Warmups: 0));
        Assert.Contains(profile.Notes, note => note.Contains("too coarse for one step"));
        using var json = JsonDocument.Parse(profile.ToJson());
        var throughput = json.RootElement.GetProperty("throughput");
        Assert.Equal(JsonValueKind.Null, throughput.GetProperty("steps_per_second").ValueKind);
    }

    [Fact]
    public void CoarseClock_GetsLongerBlocks()
    {
        var coarse = new PlantedClock(frequency: 1000);
        var model = new PlantedModel(_ =>
        {
            coarse.Pass(1e-3);
            return 1;
        });
        var profile = new RuntimeAnalyzer(coarse).Profile(
            "M", model, Window, 1, new BenchmarkSettings(), TestContext.Current.CancellationToken);
        Assert.Equal(128, profile.Inference.SingleStep.CallsPerSample); // 100 ticks of a millisecond
    }

    [Fact]
    public void Profile_ReadsBackFromItsJson()
    {
        foreach (var model in new[] { Taking(_ => 200e-6), new PlantedModel(_ => double.NaN) })
        {
            string json = Profile(model).ToJson();
            Assert.Equal(json, RuntimeProfile.FromJson(json).ToJson());
        }
    }

    [Fact]
    public void Measure_ReturnsTheResultAndItsTime()
    {
        var (result, seconds) = new RuntimeAnalyzer(clock).Measure(() =>
        {
            clock.Pass(3.5);
            return "trained";
        });
        Assert.Equal("trained", result);
        Assert.Equal(3.5, seconds, 1e-9);
    }

    [Fact]
    public void TrainingTime_IsMissingWhereItIsNotKnownAndNeverNegative()
    {
        var analyzer = new RuntimeAnalyzer(clock);
        var token = TestContext.Current.CancellationToken;
        var profile = analyzer.Profile("M", Taking(_ => 1e-3), Window, double.NaN, new BenchmarkSettings(), token);
        Assert.Contains("\"total_seconds\": null", profile.ToJson());
        Assert.Throws<ArgumentOutOfRangeException>(
            () => analyzer.Profile("M", Taking(_ => 1e-3), Window, -1, new BenchmarkSettings(), token));
    }

    [Theory]
    [InlineData(0, 50, 5)]
    [InlineData(100, 1, 5)]
    [InlineData(100, 50, -1)]
    public void SettingsOutOfRange_AreRefused(int steps, int trials, int warmups)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BenchmarkSettings(steps, trials, warmups));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new BenchmarkSettings() with { Steps = steps, Trials = trials, Warmups = warmups });
    }

    private static void AssertHasNoTimes(RuntimeProfile profile)
    {
        using var json = JsonDocument.Parse(profile.ToJson()); // a strict parser: no NaN, no Infinity
        var step = json.RootElement.GetProperty("inference").GetProperty("single_step");
        Assert.Equal(JsonValueKind.Null, step.GetProperty("mean_seconds").ValueKind);
        Assert.Equal(0, step.GetProperty("samples").GetInt32());
        var throughput = json.RootElement.GetProperty("throughput");
        Assert.Equal(JsonValueKind.Null, throughput.GetProperty("steps_per_second").ValueKind);
        Assert.True(profile.Memory.PeakMb > 0);
    }
}
