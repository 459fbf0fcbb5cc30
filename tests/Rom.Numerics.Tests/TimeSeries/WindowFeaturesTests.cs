using Rom.Numerics.RandomNumbers;
using Rom.Numerics.TimeSeries;

namespace Rom.Numerics.Tests.TimeSeries;

public sealed class WindowFeaturesTests
{
    private static WindowSample Windows(int dimension, int lag, params double[][] trajectories) => WindowSample.Draw(
        new(dimension, trajectories.Length, t => trajectories[t]),
        new(lag, 1, WindowPlacement.Start, 100), new RandomStream(1));

    [Fact]
    public void Features_AreTheNewestStateAndItsChange_EachByTheVariationOfItsBlock()
    {
        // Newest states (3, 0) and (−3, 8), 5 from their mean; changes (2, 0) and (2, 6), 3 from theirs.
        var windows = Windows(2, 2, [1, 0, 3, 0, 9, 9], [-5, 2, -3, 8, 9, 9]);
        var features = WindowFeatures.Fit(windows, changeWeight: 0.5);
        Assert.Equal((5, 6, 4), (features.StateScale, features.ChangeScale, features.Length));
        double[] expected = [0.6, 0, 1 / 3.0, 0, -0.6, 1.6, 1 / 3.0, 1];
        double[] found = features.Compute(windows);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-15);
    }

    [Fact]
    public void OfFurtherBlocks_TheNewestValuesCount_EachBlockByItsOwnVariation()
    {
        // The first block as above; newest values of the second are (0), (8), 4 from their mean, of the third constant.
        var windows = Windows(4, 2, [1, 0, 7, 3, 3, 0, 0, 3, 9, 9, 9, 9], [-5, 2, -7, 3, -3, 8, 8, 3, 9, 9, 9, 9]);
        var features = WindowFeatures.Fit(windows, changeWeight: 0.5, [1, 1]);
        Assert.Equal((5, 6, 6), (features.StateScale, features.ChangeScale, features.Length));
        Assert.Equal([4, 1], features.BlockScales.ToArray());
        double[] expected = [0.6, 0, 0, 3, 1 / 3.0, 0, -0.6, 1.6, 2, 3, 1 / 3.0, 1];
        double[] found = features.Compute(windows);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-15);
        Assert.Throws<ArgumentException>(() => WindowFeatures.Fit(windows, 0.5, [2, 2]));
        Assert.ThrowsAny<ArgumentException>(() => WindowFeatures.Fit(windows, 0.5, [0]));
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-9)]
    [InlineData(1e200)]
    public void Features_DoNotDependOnTheUnit(double unit)
    {
        double[][] runs = [[1, 0, 3, 0, 9, 9], [-5, 2, -3, 8, 9, 9], [0, 1, 2, 2, 9, 9]];
        var plain = Windows(2, 2, runs);
        var scaled = Windows(2, 2, [.. runs.Select(run => run.Select(value => value * unit).ToArray())]);
        double[] expected = WindowFeatures.Fit(plain, 1).Compute(plain);
        double[] found = WindowFeatures.Fit(scaled, 1).Compute(scaled);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-12);
    }

    [Fact]
    public void EqualWindows_HaveTheScaleOne()
    {
        var features = WindowFeatures.Fit(Windows(1, 2, [0.1, 0.1, 1], [0.1, 0.1, 2], [0.1, 0.1, 3]), 1);
        Assert.Equal((1, 1), (features.StateScale, features.ChangeScale));
    }

    [Fact]
    public void AWindowOfOneState_AndAWeightOfZero_LeaveTheStateAlone()
    {
        Assert.Equal(1, WindowFeatures.Fit(Windows(1, 1, [1, 2], [3, 4]), 1).Length);
        Assert.Equal(1, WindowFeatures.Fit(Windows(1, 2, [1, 2, 3], [3, 5, 6]), 0).Length);
    }

    [Fact]
    public void StatesWhoseDifferenceIsNoNumber_AreRefused() => Assert.Throws<ArgumentException>(
        () => WindowFeatures.Fit(Windows(1, 2, [-1.5e308, 1.5e308, 1], [1.5e308, -1.5e308, 1]), 1));
}
