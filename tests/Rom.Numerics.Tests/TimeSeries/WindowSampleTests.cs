using FsCheck.Xunit;
using Rom.Numerics.Npz;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.TimeSeries;

namespace Rom.Numerics.Tests.TimeSeries;

public sealed class WindowSampleTests
{
    // State k of trajectory t is 100 t + k.
    private static Trajectories Counting(params int[] lengths)
    {
        double[][] all =
            [.. lengths.Select((n, t) => Enumerable.Range(0, n).Select(k => 100.0 * t + k).ToArray())];
        return new(1, all.Length, t => all[t]);
    }

    private static WindowSample Draw(Trajectories trajectories, WindowChoice choice, ulong seed = 1) =>
        WindowSample.Draw(trajectories, choice, new RandomStream(seed));

    private static double[] Firsts(WindowSample windows) =>
        [.. Enumerable.Range(0, windows.Count).Select(i => windows.Window(i)[0])];

    [Fact]
    public void AtTheStart_EachTrajectoryGivesItsFirstWindow_AndWhatFollows()
    {
        var windows = Draw(Counting(6, 9, 4), new(2, 3, WindowPlacement.Start, 100));
        Assert.Equal(2, windows.Count); // the third has only two states after its first window
        Assert.Equal([100, 101], windows.Window(1).ToArray());
        Assert.Equal([102, 103, 104], windows.Continuation(1).ToArray());
        Assert.Equal(10, windows.ValueCount); // what no window needs is not held
    }

    [Fact]
    public void Anywhere_AreAllWindowsThatEnoughStatesFollow_AndSharedStatesAreHeldOnce()
    {
        var windows = Draw(Counting(6, 7), new(2, 3, WindowPlacement.Anywhere, 100));
        Assert.Equal([0, 1, 100, 101, 102], Firsts(windows));
        Assert.Equal([104, 105, 106], windows.Continuation(4).ToArray());
        Assert.Equal(13, windows.ValueCount);
    }

    [Property(MaxTest = 100)]
    public void ASample_IsOfTheTrajectories_WithAShareForEach(ulong seed, byte[] sizes, byte most)
    {
        int[] lengths = [12, .. sizes.Select(size => size % 40)];
        var (all, choice) = (Counting(lengths), new WindowChoice(3, 4, WindowPlacement.Anywhere, 1 + most));
        var windows = Draw(all, choice, seed);
        int[] counts = [.. lengths.Select(length => choice.CountIn(length, 4))];
        Assert.Equal(Math.Min(counts.Sum(), choice.Most), windows.Count);
        double[] firsts = Firsts(windows);
        Assert.Equal(firsts.Distinct().Order(), firsts);
        for (int i = 0; i < windows.Count; i++)
        {
            var (t, k) = ((int)firsts[i] / 100, (int)firsts[i] % 100);
            Assert.Equal(all.At(t).Slice(k, 3).ToArray(), windows.Window(i).ToArray());
            Assert.Equal(all.At(t).Slice(k + 3, 4).ToArray(), windows.Continuation(i).ToArray());
        }
        for (int t = 0; t < lengths.Length; t++)
        {
            double share = (double)windows.Count * counts[t] / counts.Sum();
            Assert.InRange(firsts.Count(first => (int)first / 100 == t), share - 2, share + 2);
        }
    }

    [Fact]
    public void ASample_IsAFunctionOfTheSeed()
    {
        var (all, choice) = (Counting(90, 90), new WindowChoice(1, 1, WindowPlacement.Anywhere, 20));
        Assert.Equal(Firsts(Draw(all, choice, 5)), Firsts(Draw(all, choice, 5)));
        Assert.NotEqual(Firsts(Draw(all, choice, 5)), Firsts(Draw(all, choice, 6)));
    }

    [Theory]
    [InlineData(WindowPlacement.Start, 18, 20, 20, 20)]      // the whole of equal runs
    [InlineData(WindowPlacement.Start, 18, 20, 20, 20, 5)]   // a short one does not shorten it
    [InlineData(WindowPlacement.Start, 8, 10, 10, 10, 12)]   // nor does a long one leave the others out
    [InlineData(WindowPlacement.Anywhere, 10, 21, 21)]       // half of a run: h (20 − h) is largest
    [InlineData(WindowPlacement.Anywhere, 1, 3)]
    public void Horizon_IsByDefaultThatWithMostStates(WindowPlacement placement, int expected, params int[] lengths)
    {
        var choice = new WindowChoice(2, null, placement, 100);
        Assert.Equal(expected, choice.HorizonFor(lengths));
        Assert.Equal(expected, Draw(Counting(lengths), choice).Horizon);
    }

    [Fact]
    public void TrajectoriesThatAreTooShort_AreRefusedWithTheNumbers()
    {
        var choice = new WindowChoice(5, null, WindowPlacement.Start, 100);
        Assert.Contains(
            "more than 5 states, the longest of 2 has 5",
            Assert.Throws<ArgumentException>(() => Draw(Counting(5, 3), choice)).Message);
        Assert.Contains(
            "more than 5 states, the longest of 0 has 0",
            Assert.Throws<ArgumentException>(() => Draw(Counting(), choice)).Message);
        Assert.Contains(
            "a horizon of at most 4 steps, since the longest trajectory has 9 states and a window 5, found 6",
            Assert.Throws<ArgumentException>(() => Draw(Counting(9, 3), choice with { Horizon = 6 })).Message);
    }

    [Theory]
    [InlineData(WindowPlacement.Start, null, 3, 10)]
    [InlineData(WindowPlacement.Start, 4, 3, 6)]
    [InlineData(WindowPlacement.Anywhere, 4, 8, 6)] // of 15
    [InlineData(WindowPlacement.Anywhere, 40, 1, 3)] // too long, which the data's own refusal says
    public void Size_IsThatOfADrawing(WindowPlacement placement, int? horizon, int windows, int span) =>
        Assert.Equal((windows, span), new WindowChoice(2, horizon, placement, 8).Size(3, 10));

    [Fact]
    public void SavedAndRead_ItIsTheSame()
    {
        using var folder = new TestFolder();
        var windows = Draw(Counting(30, 20), new(2, 3, WindowPlacement.Anywhere, 9));
        string path = folder.Combine("windows.npz");
        using (var file = NpzWriter.Create(path))
        {
            windows.Write(file);
            file.Commit();
        }
        using var reader = NpzReader.Open(path);
        var read = WindowSample.Read(reader);
        Assert.Equal((windows.Lag, windows.Horizon, windows.Dimension), (read.Lag, read.Horizon, read.Dimension));
        Assert.Equal(Firsts(windows), Firsts(read));
        Assert.Equal(windows.Continuation(8).ToArray(), read.Continuation(8).ToArray());
    }

    [Theory]
    [InlineData("starts", new[] { 0, 6 }, 2, 3, 1.0)]
    [InlineData("starts", new[] { -1 }, 2, 3, 1.0)]
    [InlineData("starts", new int[0], 2, 3, 1.0)]
    [InlineData("starts", new[] { 1, 1 }, 2, 3, 1.0)]
    [InlineData("starts", new[] { 0 }, int.MaxValue, int.MaxValue, 1.0)]
    [InlineData("lag", new[] { 0 }, 0, 3, 1.0)]
    [InlineData("horizon", new[] { 0 }, 2, -3, 1.0)]
    [InlineData("states", new[] { 0 }, 2, 3, double.NaN)]
    public void AFileThatContradictsItself_IsRefusedByNameAndArray(
        string array, int[] starts, int lag, int horizon, double value)
    {
        using var folder = new TestFolder();
        string path = folder.Combine("windows.npz");
        using (var file = NpzWriter.Create(path))
        {
            file.Add<double>("states", [1, 2, 3, 4, 5, 6, 7, 8, 9, value], 10, 1);
            file.Add<int>("starts", starts, starts.Length);
            file.AddScalar("lag", (long)lag);
            file.AddScalar("horizon", (long)horizon);
            file.Commit();
        }
        using var reader = NpzReader.Open(path);
        string message = Assert.Throws<InvalidDataException>(() => WindowSample.Read(reader)).Message;
        Assert.StartsWith($"{path}: array '{array}': ", message);
    }
}
