using Rom.Abstractions;

namespace Recorded.Tests;

/// <summary>A recording that is no run of an experiment is read as its runs are.</summary>
public sealed class ReaderTests
{
    private const string Table = "0,1,1,1\n1,1,2,1\n2,1,3,1\n2,2,5,5\n3,2,5,6\n";

    [Fact]
    public void Read_IsTheWholeRun_WithItsDoubts()
    {
        using var folder = new TestFolder();
        string path = folder.Write("a.csv", Table);
        var listener = new Listener<string>();
        IRecordingReader reader = new RecordedSimulator(Sample.Options);
        var read = reader.Read(path, listener, TestContext.Current.CancellationToken);
        var run = Sample.Play(Table, Sample.Options);
        Assert.Equal([0, 1, 2, 3], read.Times.ToArray());
        Assert.Equal(run.AllPositions.ToArray(), read.AllPositions.ToArray());
        Assert.Equal(run.AllVelocities.ToArray(), read.AllVelocities.ToArray());
        Assert.Equal(Sample.WarningsOf(Table, Sample.Options), listener.Heard.Select(one => one[(path.Length + 2)..]));
    }

    [Fact]
    public void AFileThatCannotBeRead_IsNamedWithItsLine()
    {
        using var folder = new TestFolder();
        string path = folder.Write("a.csv", Table + "4,1,one,1\n");
        Assert.StartsWith(
            $"{path}:6:", Assert.Throws<InvalidDataException>(() => new RecordedSimulator(Sample.Options).Read(
                path, null, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }
}
