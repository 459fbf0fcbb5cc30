using System.Text;
using RomHost.Artifacts;
using RomHost.Clusters;
using RomHost.Progress;

namespace RomHost.Tests.Clusters;

public sealed class LocalRunTests : IDisposable
{
    private const string Id = "20261126T190000Z-0123abcd";

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("romhost-local-");
    private readonly StringWriter said = new();

    private ExperimentFolder Folder => new(root.FullName);

    private string Log => Path.Combine(Folder.Logs, $"summary.{Id}.log");

    public LocalRunTests()
    {
        Directory.CreateDirectory(Folder.Cluster);
        Directory.CreateDirectory(Folder.Logs);
    }

    public void Dispose() => root.Delete(recursive: true);

    [Theory]
    [InlineData("echo of the task", 0, "")]
    [InlineData("echo of the task; exit 4", 1, "small: summary: exit code 4: ")]
    public void ATask_HasALog_AndAMarkOfItsEnd(string script, int failed, string warning)
    {
        Assert.Equal(failed, Run("/bin/sh", "-c", script));
        Assert.Equal("of the task\n", File.ReadAllText(Log));
        Assert.True(File.Exists(new ClusterFolder(Folder).ExitOf(Id, "summary", 0, 4 * failed)));
        Assert.Contains(warning, said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AProgramThatIsNone_FailsItsTaskOnly()
    {
        Assert.Equal(1, Run(Path.Combine(root.FullName, "none")));
        Assert.Contains("expected a program that can be started", said.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A disk without room for the log costs the log only: the task is not waited for endlessly.</summary>
    [Fact]
    public void ALogWithoutRoom_EndsNothing()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "a disk is full there only");
        File.CreateSymbolicLink(Log, "/dev/full");
        Assert.Equal(0, Run("/bin/sh", "-c", "for i in 1 2 3; do echo words; sleep 0.01; done"));
    }

    private int Run(params string[] program)
    {
        string words = string.Join(", ", program.Select(word => $"'{word}'"));
        var file = ClusterFile.Parse(
            Encoding.UTF8.GetBytes($"{{local: {{processes: 1}}, romhost: [{words}]}}"), "c.yaml", ["summary"]);
        var job = new ClusterJob("summary", "summary", ["summary"], false, [], [], [], [new ClusterTask()]);
        var submission = new Submission(
            Id, Submission.Local, "small", "", "me", "here", "/", DateTime.UnixEpoch,
            new Dictionary<string, double>(), new Dictionary<string, long>(), [job]);
        var run = new LocalRun(1, new PlainProgressDisplay(said, TimeProvider.System), CancellationToken.None);
        run.Add(new ClusterFolder(Folder), submission, file, []);
        return run.Run();
    }
}
