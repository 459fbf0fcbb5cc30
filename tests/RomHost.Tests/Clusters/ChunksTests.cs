using RomHost.Clusters;

namespace RomHost.Tests.Clusters;

public sealed class ChunksTests
{
    [Theory]
    [InlineData(200, 60, 1, 600, 20, "0-9")] // ten minutes hold ten runs
    [InlineData(200, 60, 4, 600, 5, "0-39")]
    [InlineData(25, 60, 1, 600, 3, "0-7")] // 8, 8 and 9: no small rest
    [InlineData(3, 7200, 1, 600, 3, "0")]
    [InlineData(200, 1e-9, 1, 600, 1, "0-199")]
    [InlineData(200, 0, 1, 600, 1, "0-199")]
    [InlineData(1, 60, 1024, 604800, 1, "0")]
    public void Runs_AreDividedByTheirTime(
        int count, double secondsPerRun, int cpus, double seconds, int tasks, string first)
    {
        int[] runs = [.. Enumerable.Range(0, count)];
        var chunks = Chunks.OfRuns(runs, secondsPerRun, cpus, seconds);
        Assert.Equal(tasks, chunks.Count);
        Assert.Equal(first, chunks[0].Runs);
        Assert.Equal(runs, chunks.SelectMany(chunk => chunk.Indices!));
        int[] sizes = [.. chunks.Select(chunk => chunk.Indices!.Count)];
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
    }

    [Fact]
    public void NoRuns_AreNoTasks() => Assert.Empty(Chunks.OfRuns([], 60, 1, 600));

    [Fact]
    public void Arrays_HaveNoMoreTasksThanTheClusterTakes_EachCountedFromZero()
    {
        var tasks = Chunks.OfRuns([.. Enumerable.Range(0, 200)], 60, 1, 600);
        Assert.Equal([11, 9], Chunks.Arrays(tasks, 11).Select(array => array.Count));
        Assert.Equal(20, Chunks.Arrays(tasks, 1).Count());
        Assert.Single(Chunks.Arrays(tasks, int.MaxValue));
    }

    [Theory]
    [InlineData("0-9,12", 11)]
    [InlineData("0-8:2", 5)]
    [InlineData("7", 1)]
    public void Indices_AreReadAndWritten(string text, int count)
    {
        var indices = RunIndices.Parse(text)!;
        Assert.Equal(count, indices.Count);
        if (!text.Contains(':')) Assert.Equal(text, RunIndices.TextOf(indices));
    }

    [Theory]
    [InlineData("")]
    [InlineData("N/A")]
    [InlineData("3-1")]
    [InlineData("-1")]
    [InlineData("1-2-3")]
    [InlineData("1,,2")]
    [InlineData("0-8:0")]
    [InlineData("0-2147483647")]
    [InlineData("99999999999")]
    public void OtherText_HasNoIndices(string text) => Assert.Null(RunIndices.Parse(text));
}
