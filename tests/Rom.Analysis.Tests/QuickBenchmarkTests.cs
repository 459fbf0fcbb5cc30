namespace Rom.Analysis.Tests;

/// <summary>The one call for programs without a host, on the real clock.</summary>
public class QuickBenchmarkTests
{
    private static readonly BenchmarkSettings Short = new(Steps: 4, Trials: 3, Warmups: 1);

    [Fact]
    public void Run_ProfilesAForecastDelegate()
    {
        var profile = QuickBenchmark.Run(
            "persistence", Persistence, window: [1, 2, 3, 4], trainingSeconds: 0.5, parameterCount: 10,
            latentDimension: 2, lag: 2,
            settings: Short, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(("persistence", "ok"), (profile.ModelName, profile.Status));
        Assert.True(profile.Inference.SingleStep.MinSeconds > 0);
        Assert.Equal(2, profile.Throughput.PredictionsPerSecond / profile.Throughput.StepsPerSecond, 1e-9);
        Assert.Equal(80 / 1048576.0, profile.Memory.ParameterMemoryMb);
        Assert.Contains("\"model_name\": \"persistence\"", profile.ToJson());
    }

    [Fact]
    public void ForecastThatThrows_GivesAProfileThatFailed()
    {
        var profile = QuickBenchmark.Run(
            "broken", (_, _, _) => throw new NotImplementedException("later"), [1, 2], 0.5, 10, 2, 1, settings: Short,
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("failed", profile.Status);
        Assert.Contains("later", profile.Message);
    }

    [Fact]
    public void WindowThatDoesNotFit_IsRefusedWithTheNumbers()
    {
        var refusal = Assert.Throws<ArgumentException>(() => QuickBenchmark.Run(
            "M", Persistence, [1, 2, 3], 0.5, 10, 2, 2, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("2 × 2", refusal.Message);
    }

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    public void NumbersThatAreTooSmall_AreRefused(long parameters, int dimension, int lag) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => QuickBenchmark.Run(
            "M", Persistence, [], 0.5, parameters, dimension, lag,
            cancellation: TestContext.Current.CancellationToken));

    private static void Persistence(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        for (int i = 0; i < forecast.Length; i++) forecast[i] = window[window.Length - 2 + i % 2];
    }
}
