using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Windows;
using Rom.Numerics.Npz;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Evaluation.References;

public sealed class NearestWindowTests
{
    // Golden/nearest.py
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void WindowAndContinuation_AreThoseOfAnotherProgram(int lag)
    {
        using var golden = NpzReader.Open(GoldenFile.At("nearest.npz"));
        int r = golden.Header("run_0").Shape[1], steps = golden.Header($"forecasts_{lag}").Shape[1];
        var data = new LatentDataset(r, 1, Enumerable.Range(0, 5).Select(run => golden.ReadDoubles($"run_{run}")));
        double[] windows = golden.ReadDoubles($"windows_{lag}"), expected = golden.ReadDoubles($"nearest_{lag}"),
            forecasts = golden.ReadDoubles($"forecasts_{lag}");
        int count = expected.Length / 3;
        Assert.Equal(20, count);
        for (int k = 0; k < count; k++)
        {
            var nearest = new TrainingWindows(data, lag).NearestTo(windows.AsSpan(k * lag * r, lag * r))!;
            Assert.Equal((expected[3 * k], expected[3 * k + 1]), (nearest.Run, nearest.Target));
            Assert.Equal(expected[3 * k + 2], nearest.Distance, 1e-12);
            double[] states = nearest.Continuation(data);
            for (int i = 0; i < steps * r; i++)
            {
                int step = Math.Min(i / r, states.Length / r - 1); // the last one stays
                Assert.Equal(forecasts[k * steps * r + i], states[step * r + i % r], 1e-12);
            }
        }
    }

    [Fact]
    public void ItIsThatOfASearchByHand()
    {
        var random = new RandomStream(2);
        double[][] runs = [.. new[] { 9, 4, 12 }.Select(frames => Enumerable.Range(0, 2 * frames)
            .Select(_ => random.NextDouble()).ToArray())];
        var data = new LatentDataset(2, 1, runs);
        for (int trial = 0; trial < 50; trial++)
        {
            double[] window = [.. Enumerable.Range(0, 6).Select(_ => random.NextDouble())];
            var expected = (
                from run in Enumerable.Range(0, 3)
                from target in Enumerable.Range(3, runs[run].Length / 2 - 2)
                let distance = Math.Sqrt(
                    Enumerable.Range(0, 6).Sum(i => Math.Pow(runs[run][2 * (target - 3) + i] - window[i], 2)))
                orderby distance
                select (run, target, distance)).First();
            var nearest = new TrainingWindows(data, 3).NearestTo(window)!;
            Assert.Equal((expected.run, expected.target), (nearest.Run, nearest.Target));
            Assert.Equal(expected.distance, nearest.Distance, 1e-14);
        }
    }

    [Fact]
    public void OfEquallyNearOnes_TheFirstCounts_AndARunMayBeLeftOut()
    {
        var data = new LatentDataset(1, 1, [[0, 1, 0, 1], [0, 1, 0, 1]]);
        var windows = new TrainingWindows(data, 2);
        Assert.Equal(new NearestWindow(0, 2, 0), windows.NearestTo([0, 1]));
        Assert.Equal(new NearestWindow(1, 2, 0), windows.NearestTo([0, 1], except: 0));
    }

    [Fact]
    public void RunsThatAreShorterThanTheWindow_HaveNone() =>
        Assert.Null(new TrainingWindows(new LatentDataset(1, 1, [[1, 2], [3]]), 3).NearestTo([1, 2, 3]));

    // Slow runs, of which most windows are left out; fast ones; one that stands; equal ones; huge and tiny ones.
    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(3, 1)]
    [InlineData(0, 1)]
    [InlineData(0.1, 1e150)]
    [InlineData(0.1, 1e-150)]
    public void WindowsThatAreLeftOut_AreNoNearer(double step, double scale)
    {
        const int R = 3, Lag = 4;
        var random = new RandomStream(5);
        var walks = Enumerable.Range(0, 6).Select(run => Walk(20 + 7 * run)).ToList();
        walks.Add([.. walks[2]]);
        var data = new LatentDataset(R, 1, walks);
        var windows = new TrainingWindows(data, Lag);
        for (int trial = 0; trial < 60; trial++)
        {
            double[] window = trial % 2 == 0 ? Walk(Lag) : [.. data.Window(trial % 7, Lag + trial % 10, Lag)];
            int except = trial % 3 == 0 ? trial % 7 : -1;
            var all =
                from run in Enumerable.Range(0, data.RunCount)
                where run != except
                from target in Enumerable.Range(Lag, data.FrameCount(run) - Lag + 1)
                select new NearestWindow(
                    run, target, TensorPrimitives.Distance(data.Window(run, target, Lag), window));
            Assert.Equal(all.MinBy(one => one.Distance), windows.NearestTo(window, except));
        }

        double[] Walk(int frames)
        {
            var states = new double[frames * R];
            for (int i = 0; i < states.Length; i++)
                states[i] = (i < R ? 0 : states[i - R]) + scale * (i < R ? 1 : step) * random.NextGaussian();
            return states;
        }
    }

    [Fact]
    public void TheContinuation_IsTheRestOfTheRun_AndThenTheMeanOfItsLastQuarter()
    {
        var data = new LatentDataset(1, 1, [[1, 2, 3, 4, 5, 6, 7, 9]]);
        Assert.Equal([6, 7, 9, 8], new NearestWindow(0, 5, 0).Continuation(data));
        Assert.Equal([8], new NearestWindow(0, 8, 0).Continuation(data)); // a window at the very end
    }
}
