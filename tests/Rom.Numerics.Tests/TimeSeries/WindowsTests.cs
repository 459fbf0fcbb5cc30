using FsCheck.Xunit;
using Rom.Numerics.TimeSeries;

namespace Rom.Numerics.Tests.TimeSeries;

public class WindowsTests
{
    [Fact]
    public void Cut_GivesEachWindowWithTheStateThatFollows_OldestFirst()
    {
        var windows = Windows.Cut(
            [[1, 10, 2, 20, 3, 30, 4, 40], [5, 50, 6, 60], [7, 70, 8, 80, 9, 90]], dimension: 2, length: 2);
        Assert.Equal([1, 10, 2, 20, 2, 20, 3, 30, 7, 70, 8, 80], windows.X);
        Assert.Equal([3, 30, 4, 40, 9, 90], windows.Y);
        Assert.Equal([0, 2, 2, 3], windows.Offsets); // the second trajectory is as long as a window: it has no target
        Assert.Equal((3, 2, 2), (windows.Count, windows.Dimension, windows.Length));
    }

    [Property(MaxTest = 60)]
    public void Cut_NeverCrossesTrajectories(byte[] lengths, byte length, byte dimension)
    {
        int w = length % 5 + 1, r = dimension % 3 + 1;
        // A state knows its trajectory and its step.
        double[][] trajectories =
            [.. lengths.Select(
                (steps, t) => Enumerable.Range(0, steps % 12 * r).Select(i => 1000.0 * t + i / r).ToArray()),
                new double[(w + 1) * r]];
        var windows = Windows.Cut(trajectories, r, w);
        Assert.Equal(trajectories.Sum(states => Math.Max(0, states.Length / r - w)), windows.Count);
        for (int t = 0; t < lengths.Length; t++)
        {
            for (int k = windows.Offsets[t]; k < windows.Offsets[t + 1]; k++)
            {
                double target = 1000.0 * t + k - windows.Offsets[t] + w;
                Assert.All(windows.Y.Skip(k * r).Take(r), value => Assert.Equal(target, value));
                for (int j = 0; j < w; j++)
                    Assert.All(windows.X.Skip((k * w + j) * r).Take(r), value => Assert.Equal(target - w + j, value));
            }
        }
    }

    [Fact]
    public void Cut_OfWhatHasNoWindow_IsRefused()
    {
        Assert.Contains(
            "the longest of 0 has 0", Assert.Throws<ArgumentException>(() => Windows.Cut([], 1, 1)).Message);
        Assert.Contains(
            "the longest of 2 has 3",
            Assert.Throws<ArgumentException>(() => Windows.Cut([[1, 2, 3], [1]], 1, 3)).Message);
        Assert.Contains(
            "trajectory 1", Assert.Throws<ArgumentException>(() => Windows.Cut([[1, 2, 3, 4], [1]], 2, 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Windows.Cut([[1, 2]], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Windows.Cut([[1, 2]], 1, 0));
        Assert.Throws<ArgumentException>(() => Windows.Cut([[1, 2]], 1, int.MaxValue));
    }
}
