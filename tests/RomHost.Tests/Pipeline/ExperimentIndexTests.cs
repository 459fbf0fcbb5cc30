using System.Text.Json.Nodes;
using RomHost.Artifacts;
using RomHost.Pipeline;

namespace RomHost.Tests.Pipeline;

public sealed class ExperimentIndexTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("romhost-index-").FullName;

    private string Index => Path.Combine(root, ExperimentIndex.FileName);

    [Fact]
    public void ManyExperiments_AreReadFromTheIndex_WhichHasWhatTheSummariesHave()
    {
        Make(ExperimentIndex.Few);
        double?[] first = Scores();
        Assert.True(File.Exists(Index));
        // What a summary holds now is not read while its length and time are those of the line.
        foreach (var (_, folder) in ExperimentSearch.In(root).Places)
        {
            var time = File.GetLastWriteTimeUtc(folder.Summary);
            File.WriteAllText(folder.Summary, File.ReadAllText(folder.Summary).Replace("0.5", "0.1"));
            File.SetLastWriteTimeUtc(folder.Summary, time);
        }
        Assert.Equal(first, Scores());
    }

    [Fact]
    public void FewExperiments_LeaveNoFile()
    {
        Make(ExperimentIndex.Few - 1);
        Assert.Equal(ExperimentIndex.Few - 1, Scores().Length);
        Assert.False(File.Exists(Index));
    }

    [Fact]
    public void AnIndexThatIsMissingOldOrDamaged_IsMadeAnew()
    {
        Make(ExperimentIndex.Few + 2);
        double?[] first = Scores();
        byte[] whole = File.ReadAllBytes(Index);
        File.Delete(Index);
        Assert.Equal(first, Scores());
        Assert.Equal(whole, File.ReadAllBytes(Index));
        foreach (string content in new[]
        {
            "", "\0\0", "{\"folder\":\n", "[]\n{}", "{\"folder\":\"e003\",\"version\":1}",
            string.Concat(File.ReadAllText(Index).Take(5000)),
            File.ReadAllText(Index).Replace("\"version\":1", "\"version\":0"),
        })
        {
            File.WriteAllText(Index, content);
            Assert.Equal(first, Scores());
            Assert.Equal(whole.Length, File.ReadAllBytes(Index).Length);
        }
        // One that was run again, one that is new, and one that is gone.
        Write("e007", 0.9);
        Write("new", 0.8);
        Directory.Delete(Path.Combine(root, "e001"), recursive: true);
        var found = ExperimentIndex.Read(ExperimentSearch.In(root).Places);
        Assert.Equal(0.9, found.Single(one => one.Name == "e007").Summary!.Models[0].R2);
        Assert.Equal(0.8, found.Single(one => one.Name == "new").Summary!.Models[0].R2);
        string[] lines = File.ReadAllLines(Index);
        Assert.DoesNotContain(lines, line => line.Contains("\"e001\"", StringComparison.Ordinal));
        Assert.Equal(found.Count, lines.Length);
    }

    [Fact]
    public void AnIndexThatCannotBeWritten_IsDoneWithout()
    {
        Make(ExperimentIndex.Few);
        Directory.CreateDirectory(Index); // a folder in its place
        Assert.Equal(ExperimentIndex.Few, Scores().Length);
    }

    [Fact]
    public void UnfinishedAndDamagedExperiments_SayWhy()
    {
        Make(3);
        File.Delete(Path.Combine(root, "e000", "summary.json"));
        File.WriteAllText(Path.Combine(root, "e001", "summary.json"), "{");
        var found = ExperimentIndex.Read(ExperimentSearch.In(root).Places);
        Assert.Equal("it is not finished", found[0].Problem);
        Assert.Contains("summary.json:1:2: it is not as a run writes it", found[1].Problem, StringComparison.Ordinal);
        Assert.Null(found[2].Problem);
    }

    [Fact]
    public void Experiments_AreFoundInTheOrderOfTheirNumbers_AndOtherFoldersAreRefused()
    {
        foreach (string name in new[] { "lag_10", "lag_5", "other" }) Write(name, 0.5);
        Directory.CreateDirectory(Path.Combine(root, "no experiment"));
        Assert.Equal(
            ["lag_5", "lag_10", "other"], ExperimentSearch.In(root).Places.Select(one => one.Name));
        Assert.Single(ExperimentSearch.In(Path.Combine(root, "lag_5") + Path.DirectorySeparatorChar).Places);
        Assert.Contains(
            "found no config_resolved.yaml in it or in a folder below",
            Assert.Throws<InvalidDataException>(
                () => ExperimentSearch.In(Path.Combine(root, "no experiment"))).Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => ExperimentSearch.In(Path.Combine(root, "nowhere")));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private double?[] Scores() =>
        [.. ExperimentIndex.Read(ExperimentSearch.In(root).Places).Select(one => one.Summary!.Models[0].R2)];

    private void Make(int count)
    {
        for (int i = 0; i < count; i++) Write($"e{i:000}", 0.5 + i / 1000.0);
    }

    private void Write(string name, double r2)
    {
        var folder = new ExperimentFolder(Directory.CreateDirectory(Path.Combine(root, name)).FullName);
        File.WriteAllText(folder.ConfigResolved, "");
        File.WriteAllText(folder.Summary, new JsonObject
        {
            ["models"] = new JsonObject
            {
                ["A"] = new JsonObject
                {
                    ["test_metrics"] = new JsonObject { ["r2_reconstructed"] = r2 },
                    ["test_metrics_by_family"] = new JsonObject(),
                },
            },
            ["environment"] = new JsonObject { ["processor"] = "x" },
        }.ToJsonString());
    }
}
