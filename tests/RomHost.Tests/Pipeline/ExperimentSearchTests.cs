using System.Text.Json.Nodes;
using RomHost.Artifacts;
using RomHost.Cli;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

/// <summary>The experiments of a folder, at any depth.</summary>
public sealed class ExperimentSearchTests : IDisposable
{
    private readonly TestFolder folder = new();

    private string Root => folder.Combine("root");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ExperimentsAtAnyDepth_AreNamedByTheirPath_InTheOrderOfTheirNumbers()
    {
        foreach (string name in (string[])["b/lag-10", "b/lag-2", "a/2024/x/lag-1", "c"]) Write(name);
        // Of an experiment, folders are its own, whatever lies in them.
        Write("c/test/inner");
        Directory.CreateDirectory(Path.Combine(Root, "data", "raw"));
        Assert.Equal(["a/2024/x/lag-1", "b/lag-2", "b/lag-10", "c"], NamesIn(Root));
        Assert.Equal(["lag-2", "lag-10"], NamesIn(Path.Combine(Root, "b")));
        Assert.Equal(["lag-2"], NamesIn(Path.Combine(Root, "b", "lag-2")));
    }

    [Fact]
    public void HiddenFolders_AreLeftOut_AndLinksAreCounted_NotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        Write("a/one");
        Write(".trash/two");
        Write("a/.old/three");
        string outside = Directory.CreateDirectory(folder.Combine("outside", "four")).FullName;
        File.WriteAllText(new ExperimentFolder(outside).ConfigResolved, "");
        Directory.CreateSymbolicLink(Path.Combine(Root, "outside"), folder.Combine("outside"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "a", "round"), Root);
        File.CreateSymbolicLink(Path.Combine(Root, "file"), Path.Combine(Root, "a", "one", "config_resolved.yaml"));
        var found = ExperimentSearch.In(Root);
        Assert.Equal(["a/one"], found.Places.Select(place => place.Name));
        Assert.Equal(2, found.Links);
        // A folder that is named itself may be a link.
        Assert.Equal(["four"], NamesIn(Path.Combine(Root, "outside")));
    }

    [Fact]
    public void Depth_AndNumberOfFolders_AreBounded()
    {
        string deepest = string.Join('/', Enumerable.Range(1, ExperimentSearch.Levels));
        Write(deepest);
        Write("too/" + deepest);
        Assert.Equal([deepest], NamesIn(Root));
        // Its folders: those of the deepest, and too with its own but the last.
        const int Folders = 2 * ExperimentSearch.Levels;
        Assert.Single(ExperimentSearch.In(Root, Folders).Places);
        Assert.Equal(
            $"{Root}: expected at most {Folders - 1} folders in it and below, found more; name the folders of "
            + "experiments",
            Assert.Throws<InvalidDataException>(() => ExperimentSearch.In(Root, Folders - 1)).Message);
    }

    [Fact]
    public void AFolderThatMayNotBeRead_CostsItsExperimentsOnly()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read everything");
        if (OperatingSystem.IsWindows()) return;
        Write("open/one");
        Write("closed/two");
        string closed = Path.Combine(Root, "closed");
        File.SetUnixFileMode(closed, UnixFileMode.None);
        try
        {
            Assert.Equal(["open/one"], NamesIn(Root));
            Assert.Throws<UnauthorizedAccessException>(() => ExperimentSearch.In(closed));
        }
        finally
        {
            File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void OneIndex_KeepsThoseOfAllFoldersBelow()
    {
        for (int i = 0; i < ExperimentIndex.Few; i++) Write($"sweep-{i % 5}/seed-{i}");
        double?[] first = Scores();
        string index = Path.Combine(Root, ExperimentIndex.FileName);
        Assert.Equal(ExperimentIndex.Few, File.ReadAllLines(index).Length);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Root, "sweep-0")));
        // A summary that has the length and time of its line is not read.
        foreach (var (_, one) in ExperimentSearch.In(Root).Places)
        {
            var time = File.GetLastWriteTimeUtc(one.Summary);
            File.WriteAllText(one.Summary, new string('x', (int)new FileInfo(one.Summary).Length));
            File.SetLastWriteTimeUtc(one.Summary, time);
        }
        Assert.Equal(first, Scores());
    }

    [Fact]
    public void ATable_TellsExperimentsOfOneNameApart()
    {
        foreach (string name in (string[])["a/lag-1", "b/lag-1", "b/lag-2"]) Write(name);
        string csv = folder.Combine("table.csv"), a = Path.Combine(Root, "a"), b = Path.Combine(Root, "b");
        Assert.Equal(ExitCode.Done, RootCommandLine.Invoke(["table", a, b, "--seeds", "--csv", csv]));
        string[] names = [.. File.ReadAllLines(csv).Skip(1).Select(line => line.Split(',')[0])];
        Assert.Equal(3, names.Distinct().Count());
        Assert.EndsWith("root/a/lag-1", names[0], StringComparison.Ordinal);
        Assert.Equal("lag-2", names[2]);
        Assert.Equal(ExitCode.Done, RootCommandLine.Invoke(["table", Root, a, "--seeds", "--csv", csv]));
        Assert.Equal(
            ["a/lag-1", "b/lag-1", "b/lag-2"], File.ReadAllLines(csv).Skip(1).Select(line => line.Split(',')[0]));
    }

    private static string[] NamesIn(string place) =>
        [.. ExperimentSearch.In(place).Places.Select(one => one.Name)];

    private double?[] Scores() =>
        [.. ExperimentIndex.Read(ExperimentSearch.In(Root).Places).Select(one => one.Summary!.Models[0].R2)];

    private void Write(string name)
    {
        var experiment = new ExperimentFolder(Directory.CreateDirectory(Path.Combine(Root, name)).FullName);
        File.WriteAllText(experiment.ConfigResolved, "");
        File.WriteAllText(experiment.Summary, new JsonObject
        {
            ["models"] = new JsonObject
            {
                ["A"] = new JsonObject { ["test_metrics"] = new JsonObject { ["r2_reconstructed"] = name.Length } },
            },
        }.ToJsonString());
    }
}
