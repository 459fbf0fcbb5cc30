using FsCheck.Xunit;
using Lstm.LibTorch;
using Lstm.Training;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Lstm.Tests;

public sealed class DataTests
{
    [Property(MaxTest = 100)]
    public void ASplit_PutsEachRunThatHasWindowsOnOneSide_AndNeitherSideIsEmpty(byte[] lengths, byte share, uint seed)
    {
        const int Lag = 3;
        var data = new LatentDataset(1, 1, lengths.Append((byte)9).Append((byte)9).Select(n => new double[n % 12]));
        var split = RunSplit.Of(data, Lag, (share + 1) / 257.0, new RandomStream(seed));
        int[] able = [.. Enumerable.Range(0, data.RunCount).Where(run => data.FrameCount(run) > Lag)];
        Assert.Equal(able, split.Train.Concat(split.Validation).Order());
        Assert.NotEmpty(split.Train);
        Assert.NotEmpty(split.Validation);
    }

    [Fact]
    public void ASplit_TakesTheShareAskedFor_AndDependsOnTheSeed()
    {
        var data = Fixtures.Rotations(runs: 20, frames: 10);
        Assert.Equal(5, RunSplit.Of(data, 3, 0.25, new RandomStream(1)).Validation.Length);
        var seeds = Enumerable.Range(0, 10)
            .Select(seed => string.Join(' ', RunSplit.Of(data, 3, 0.25, new RandomStream((ulong)seed)).Validation));
        Assert.True(seeds.Distinct().Count() > 5);
    }

    [Fact]
    public void ASingleRun_ValidatesItself()
    {
        var split = RunSplit.Of(Fixtures.Rotations(runs: 1, frames: 10), 3, 0.2, new RandomStream(1));
        Assert.Equal([0], split.Train);
        Assert.Equal([0], split.Validation);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Windows_NeverCrossRuns_AndAreFollowedByTheirTargets(int targets)
    {
        _ = Fixtures.LibTorchFolder;
        LibTorchLibrary.EnsureLoaded();
        const int Lag = 4, R = 2;
        // The number 1000·run + frame is in each state, so that a state tells where it is from.
        int[] frames = [9, 3, 12, 7, 5];
        var data = new LatentDataset(R, 1, frames.Select((n, run) =>
            Enumerable.Range(0, n).SelectMany(t => new double[] { 1000 * run + t, -(1000 * run + t) }).ToArray()));
        using var windows = Windows.Of(data, [0, 1, 2, 4], Lag, targets, Normalization.None(R));
        float[] x = windows.X.data<float>().ToArray(), y = windows.Y.data<float>().ToArray();
        int row = 0;
        foreach (int run in new[] { 0, 1, 2, 4 })
        {
            for (int first = 0; first + Lag + targets <= frames[run]; first++, row++)
            {
                for (int t = 0; t < Lag; t++) Assert.Equal(1000 * run + first + t, x[(row * Lag + t) * R]);
                for (int k = 0; k < targets; k++)
                    Assert.Equal(-(1000 * run + first + Lag + k), y[(row * targets + k) * R + 1]);
            }
        }
        Assert.Equal(row, windows.Count);
        Assert.Equal(row * Lag * R, x.Length);
    }

    [Fact]
    public void OfMoreWindowsThanWanted_EachRunAndEachPartOfItHasItsShare_BySeed()
    {
        _ = Fixtures.LibTorchFolder;
        LibTorchLibrary.EnsureLoaded();
        // Runs of 40, none and 80 windows, of which 30 are wanted.
        var data = new LatentDataset(
            1, 1, new[] { 42, 2, 82 }.Select((n, run) =>
                Enumerable.Range(0, n).Select(t => 1000.0 * run + t).ToArray()));
        float[] Drawn(ulong seed)
        {
            using var windows = Windows.Sample(
                data, [0, 1, 2], 2, 1, Normalization.None(1), most: 30, new RandomStream(seed));
            float[] x = windows.X.data<float>().ToArray(), y = windows.Y.data<float>().ToArray();
            float[] starts = [.. x.Where((_, i) => i % 2 == 0)];
            Assert.Equal(starts.SelectMany(start => new[] { start, start + 1 }), x);
            Assert.Equal(starts.Select(start => start + 2), y);
            return starts;
        }
        float[] first = Drawn(1);
        Assert.Equal(30, first.Distinct().Count());
        for (int part = 0; part < 10; part++) Assert.InRange(first[part], 4 * part, 4 * part + 3);
        for (int part = 0; part < 20; part++) Assert.InRange(first[10 + part], 2000 + 4 * part, 2000 + 4 * part + 3);
        Assert.Equal(first, Drawn(1));
        Assert.NotEqual(first, Drawn(2));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-1e9)]
    [InlineData(0.0)]
    public void AConstantCoordinate_IsNotScaled(double value)
    {
        // The mean of many 0.1 summed naively is not 0.1: divided by that spread, rounding would pass for a signal.
        var runs = Enumerable.Range(0, 3)
            .Select(run => Enumerable.Range(0, 101).SelectMany(t => new[] { value, Math.Sin(t + run) }).ToArray());
        var normalization = Normalization.Of(new LatentDataset(2, 1, runs), [0, 1, 2]);
        Assert.Equal(value, normalization.Mean[0]);
        Assert.Equal(1, normalization.Std[0]);
        Assert.InRange(normalization.Std[1], 0.6, 0.8);
        Assert.Equal(normalization.Std[1] / Math.Sqrt(2), normalization.Unit, 1e-15);
    }

    [Fact]
    public void TheUnit_IsTheRootOfTheMeanVariance_And1WhereNothingVaries()
    {
        var data = new LatentDataset(2, 1, [[3.0, 10.0, -3.0, 18.0]]);
        Assert.Equal(Math.Sqrt((9 + 16) / 2.0), Normalization.Of(data, [0]).Unit, 1e-14);
        Assert.Equal(1, Normalization.Of(new LatentDataset(2, 1, [[1e-9, 5, 1e-9, 5]]), [0]).Unit);
    }

    [Fact]
    public void Normalization_IsThatOfTheTrainingRunsAlone()
    {
        var data = new LatentDataset(1, 1, [[1.0, 3.0], [1e6, -1e6], [5.0, 7.0]]);
        var normalization = Normalization.Of(data, [0, 2]);
        Assert.Equal(4, normalization.Mean[0], 1e-12);
        Assert.Equal(Math.Sqrt(5), normalization.Std[0], 1e-12);
    }
}
