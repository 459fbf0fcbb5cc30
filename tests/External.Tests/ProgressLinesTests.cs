using External.Programs;

namespace External.Tests;

public sealed class ProgressLinesTests
{
    [Theory]
    [InlineData("progress 0.25\n", 0.25)]
    [InlineData("progress 1\r\n", 1.0)]
    [InlineData("hello\nprogress 0.5\nprogress 0.75\n", 0.5, 0.75)]
    [InlineData("progress 0.5")]                       // the line has not ended
    [InlineData("progress 1.5\nprogress -1\nprogress NaN\nprogress many\nprogress\n progress 0.5\n")]
    public void OnlyWholeLinesWithAShare_AreReported(string output, params double[] expected)
    {
        Assert.Equal(expected, Reported(output, output.Length));
        Assert.Equal(expected, Reported(output, 1));
    }

    [Fact]
    public void ALineWithoutEnd_IsNotKept() =>
        Assert.Equal([0.5], Reported("progress 0." + new string('1', 1_000_000) + "\nprogress 0.5\n", 4096));

    private static List<double> Reported(string output, int pieceLength)
    {
        var listener = new Listener<double>();
        var lines = new ProgressLines(listener);
        foreach (char[] piece in output.Chunk(pieceLength)) lines.Take(piece);
        return listener.Heard;
    }
}
