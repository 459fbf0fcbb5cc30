using FsCheck.Xunit;
using Rom.Numerics.Npz;
using Rom.Numerics.TimeSeries;

namespace Rom.Numerics.Tests.TimeSeries;

public sealed class ClosedLoopEndTests
{
    // Eight states follow a window of two in each; the last quarters are (7 + 8) / 2 and (17 + 18) / 2.
    private static readonly double[][] Runs =
        [[0, 0, 1, 2, 3, 4, 5, 6, 7, 8], [0, 0, 11, 12, 13, 14, 15, 16, 17, 18], []];

    private static ClosedLoopEnd Fit(ClosedLoopRule rule) =>
        Fit(rule, Runs, lag: 2, (_, _) => throw new InvalidOperationException("a rule is given"));

    private static ClosedLoopEnd Fit(ClosedLoopRule? rule, double[][] runs, int lag, ClosedLoopForecast loop) =>
        ClosedLoopEnd.Fit(rule, new Trajectories(1, runs.Length, t => runs[t]), lag, loop, CancellationToken.None);

    private static double[][] Levels() =>
        [.. Enumerable.Range(0, 6).Select(t => Enumerable.Repeat(t - 2.5, 42).ToArray())];

    private static void Persist(ReadOnlySpan<double> window, Span<double> states) => states.Fill(window[^1]);

    // A closed loop that counts from 1.
    private static double[] Forecast(ClosedLoopEnd end, int steps)
    {
        var forecast = new double[steps];
        for (int k = 0; k < end.Within(steps); k++) forecast[k] = k + 1;
        end.Complete(forecast);
        return forecast;
    }

    [Theory]
    [InlineData(ClosedLoopRule.Tail, new[] { 7.5, 7.5, 7.5 })]
    [InlineData(ClosedLoopRule.Climatology, new[] { 12.5, 12.5, 12.5 })]
    [InlineData(ClosedLoopRule.Continue, new[] { 9.0, 10, 11 })]
    public void AfterTheTrajectories_TheRuleHolds(ClosedLoopRule rule, double[] rest)
    {
        var end = Fit(rule);
        Assert.Equal(8, end.Horizon);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, .. rest], Forecast(end, 11));
    }

    [Fact]
    public void Horizon_IsThatOfMostTrajectories()
    {
        double[][] runs = [new double[30], new double[30], new double[30], new double[7], new double[200]];
        var end = Fit(ClosedLoopRule.Tail, runs, lag: 5, Persist);
        // Most states in total: 195 after one window, 4 · 25 after four.
        Assert.Equal(195, end.Horizon);
        end = Fit(ClosedLoopRule.Tail, runs[..4], lag: 5, Persist);
        Assert.Equal(25, end.Horizon);
    }

    // Each run oscillates with its own phase, and the loop knows how.
    [Fact]
    public void RegularMotion_GoesOn()
    {
        double[][] runs =
            [.. Enumerable.Range(0, 6).Select(t => Enumerable.Range(0, 42).Select(k => Math.Sin(k + t)).ToArray())];
        Assert.Equal(ClosedLoopRule.Continue, Fit(null, runs, lag: 2, Oscillate).Rule);
        // Not where it overflows, and neither has such a loop a tail.
        Assert.Equal(
            ClosedLoopRule.Climatology, Fit(null, Levels(), lag: 2, (_, states) => states.Fill(double.NaN)).Rule);

        static void Oscillate(ReadOnlySpan<double> window, Span<double> states)
        {
            double before = window[0], now = window[1];
            for (int k = 0; k < states.Length; k++) (before, now, states[k]) = (now, Next(), Next());
            double Next() => (2 * Math.Cos(1) * now) - before;
        }
    }

    [Fact]
    public void StateThatStays_IsHeld() =>
        Assert.Equal(ClosedLoopRule.Tail, Fit(null, Levels(), lag: 2, Persist).Rule);

    [Fact]
    public void StartThatIsForgotten_IsFollowedByTheMean()
    {
        double[][] runs =
            [.. Levels().Select((run, t) => run.Select((y, k) => k < 20 ? y : ((k + t) % 2) - 0.5).ToArray())];
        Assert.Equal(ClosedLoopRule.Climatology, Fit(null, runs, lag: 2, Persist).Rule);
        // The mean of one run alone is that of the very states that follow.
        Assert.Equal(ClosedLoopRule.Tail, Fit(null, runs[..1], lag: 2, Persist).Rule);
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    public void Choice_DoesNotDependOnTheUnit(double unit)
    {
        double[][] runs = [.. Levels().Select((run, t) => run.Select((y, k) => k < 20 ? y * unit : 0).ToArray())];
        Assert.Equal(ClosedLoopRule.Climatology, Fit(null, runs, lag: 2, Persist).Rule);
    }

    [Property(MaxTest = 100)]
    public void FewerSteps_AreTheFirstOfMore(byte horizon, byte rule, byte steps)
    {
        var end = new ClosedLoopEnd((ClosedLoopRule)(rule % 3), 1 + horizon % 30, [0.5]);
        int n = 1 + steps % 40;
        Assert.Equal(Forecast(end, 40)[..n], Forecast(end, n));
    }

    [Theory]
    [InlineData(ClosedLoopRule.Tail)]
    [InlineData(ClosedLoopRule.Climatology)]
    public void SavedAndRead_ItIsTheSame(ClosedLoopRule rule)
    {
        using var folder = new TestFolder();
        string path = folder.Combine("end.npz");
        using (var file = NpzWriter.Create(path))
        {
            Fit(rule).Write(file);
            file.Commit();
        }
        using var reader = NpzReader.Open(path);
        Assert.Equal(Forecast(Fit(rule), 20), Forecast(ClosedLoopEnd.Read(reader, 1), 20));
    }

    [Theory]
    [InlineData("beyond", 3, 8, 1)]
    [InlineData("beyond", 0.5, 8, 1)]
    [InlineData("horizon", 0, 0, 1)]
    [InlineData("horizon", 0, 1.5, 1)]
    [InlineData("climatology", 0, 8, double.NaN)]
    public void AFileThatContradictsItself_IsRefusedByNameAndArray(
        string array, double rule, double horizon, double climatology)
    {
        using var folder = new TestFolder();
        string path = folder.Combine("end.npz");
        using (var file = NpzWriter.Create(path))
        {
            file.AddScalar("beyond", rule);
            file.AddScalar("horizon", horizon);
            file.Add<double>("climatology", [climatology], 1);
            file.Commit();
        }
        using var reader = NpzReader.Open(path);
        string message = Assert.Throws<InvalidDataException>(() => ClosedLoopEnd.Read(reader, 1)).Message;
        Assert.StartsWith($"{path}: array '{array}': ", message);
    }

    [Fact]
    public void NoTrajectoryLongerThanAWindow_IsRefused() => Assert.Throws<ArgumentException>(
        () => Fit(ClosedLoopRule.Tail, [new double[2]], lag: 2, Persist));

    [Fact]
    public void Complete_AllocatesNothing()
    {
        var end = Fit(ClosedLoopRule.Tail);
        var forecast = new double[100];
        end.Complete(forecast);
        long before = GC.GetAllocatedBytesForCurrentThread();
        end.Complete(forecast);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
