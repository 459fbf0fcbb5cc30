using RomHost.Evaluation.Ensembles;

namespace RomHost.Tests.Evaluation.Ensembles;

public sealed class FanRecorderTests
{
    // Nineteen members: member k lies at the level k/20.
    private static double[] Members => [.. Enumerable.Range(1, 19).Select(k => (double)k).Reverse()];

    [Fact]
    public void Intervals_AreThoseThatAreScored()
    {
        var recorder = new FanRecorder("x", 1, null, 0);
        recorder.Add(0, Members, truth: 12.5);
        double[] expected = [12.5, 10, 5, 15, 1, 19];
        Assert.Equal(("x", false), (recorder.Fan.Name, recorder.Fan.IsCalibrated));
        Assert.All(expected.Zip(recorder.Fan.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void AWayBack_IsWrittenFromTheOtherEnd()
    {
        var recorder = new FanRecorder("x", 1, null, 0) { Scale = (-1, 100) };
        recorder.Add(0, Members, truth: 12.5);
        double[] expected = [87.5, 90, 85, 95, 81, 99];
        Assert.All(expected.Zip(recorder.Fan.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    // Forty runs whose truth lies 2 outside of the intervals of 90 %, and 1 within those of 50 %.
    [Fact]
    public void CalibratedIntervals_AreWiderByTheExcess_AndMissingBeyondTheCalibration()
    {
        var excess = new IntervalExcess("place", 2, [0, -1], [0, 2], [0, 0]);
        var calibration = QuantityCalibration.Of([.. Enumerable.Repeat(excess, 40)]);
        var recorder = new FanRecorder("x", 2, calibration, component: 1);
        recorder.Add(0, Members, truth: 12.5);
        recorder.Add(1, Members, truth: 12.5);
        double[] expected =
        [
            12.5, 10, 6, 14, -1, 21,
            12.5, 10, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity,
            double.PositiveInfinity,
        ];
        Assert.True(recorder.Fan.IsCalibrated);
        Assert.Equal(expected, recorder.Fan.Values);
        var density = QuantityCalibration.Of([.. Enumerable.Repeat(excess with { Name = Quantity.Density }, 40)]);
        var positive = new FanRecorder("x", 1, density, component: 1);
        positive.Add(0, Members, truth: 12.5);
        Assert.Equal([12.5, 10, 6, 14, 0, 21], positive.Fan.Values);
    }
}
