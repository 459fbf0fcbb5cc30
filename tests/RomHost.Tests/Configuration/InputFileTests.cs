using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;
using Rom.Testing.Options;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Tests.Configuration.Fakes;

namespace RomHost.Tests.Configuration;

/// <summary>Files that runs are made from: found beside the configuration, one run each.</summary>
public sealed class InputFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("romhost-files-").FullName;

    public InputFileTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        foreach (string name in new[] { "b.csv", "a.csv", "c.txt", "data/a.csv" }) File.WriteAllText(At(name), name);
    }

    [Fact]
    public void RelativePath_BeginsAtTheConfigurationsFolder()
    {
        var run = Assert.Single(Bind("{family: recording, file: data/a.csv}").TrainRuns);
        Assert.Equal(At("data/a.csv"), ((FakeRecording)run.InitialCondition).File);
        Assert.Equal(At("data/a.csv"), run.Parameters["file"]);
        Assert.Equal("recording_a.csv_s1", run.Label);
    }

    [Fact]
    public void Wildcards_GiveARunForEachFile_InTheOrderOfNames()
    {
        Assert.Equal([At("a.csv"), At("b.csv")], FilesOf(Bind("{family: recording, file: \"*.csv\"}")));
        Assert.Equal([At("a.csv"), At("b.csv"), At("c.txt")], FilesOf(Bind("{family: recording, file: \"?.*\"}")));
        Assert.Equal(
            [At("c.txt"), At("a.csv"), At("b.csv"), At("data/a.csv")],
            FilesOf(Bind("{family: recording, file: [c.txt, \"*.csv\", data/a.csv]}")));
        Assert.Equal(4, Bind("{family: recording, file: \"*.csv\", scale: [1, 2]}").TrainRuns.Count);
    }

    [Fact]
    public void HiddenFiles_AreMatched_OnlyWhereThePatternIsHidden()
    {
        File.WriteAllText(At("._a.csv"), "");
        File.WriteAllText(At(".b.csv"), "");
        Assert.Equal([At("a.csv"), At("b.csv")], FilesOf(Bind("{family: recording, file: \"*.csv\"}")));
        Assert.Equal([At("._a.csv"), At(".b.csv")], FilesOf(Bind("{family: recording, file: \".*.csv\"}")));
        Assert.Equal([At("._a.csv")], FilesOf(Bind("{family: recording, file: ._a.csv}")));
    }

    [Fact]
    public void LabelsOfFilesOfOneName_AreDifferent()
    {
        var runs = Bind("{family: recording, file: [a.csv, data/a.csv]}").TrainRuns;
        Assert.Equal(2, runs.Select(run => run.Label).Distinct().Count());
    }

    [Fact]
    public void FileWhoseNameHasAWildcard_IsItself()
    {
        File.WriteAllText(At("x*.csv"), "");
        File.WriteAllText(At("xy.csv"), "");
        Assert.Equal([At("x*.csv")], FilesOf(Bind("{family: recording, file: \"x*.csv\"}")));
    }

    [Theory]
    [InlineData("d.csv", "expected a file, found none at '")]
    [InlineData("\"*.tsv\"", "expected a file, found none at '")]
    [InlineData("nowhere/a.csv", "expected a file, found no folder '")]
    [InlineData("data", "expected a file, found the folder '")]
    [InlineData("\"dat?/a.csv\"", "expected * and ? in the file's name only")]
    [InlineData("\"a\\0b\"", "cannot be looked for")]
    [InlineData("\"\"", "expected at least one character, found none")]
    public void MissingFile_IsAnErrorAtItsPlace(string file, string expected)
    {
        var e = Assert.Throws<ConfigurationException>(() => Bind($"{{family: recording, file: {file}}}"));
        var error = Assert.Single(e.Errors);
        Assert.StartsWith($"{At("f.yaml")}:7:33: train.initial_conditions[0].file: ", error.ToString());
        Assert.Contains(expected, error.ToString());
    }

    [Theory]
    [InlineData("p.csv")]
    [InlineData("\"*.csv\"")]
    public void APipe_IsAnErrorAtItsPlace_AndIsNotWaitedFor(string file)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes have no path in a folder there");
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [At("p.csv")])) mkfifo.WaitForExit();
        var e = Assert.Throws<ConfigurationException>(() => Bind($"{{family: recording, file: {file}}}"));
        Assert.Contains($"expected a file, found a pipe (FIFO) at '{At("p.csv")}'", Assert.Single(e.Errors).ToString());
    }

    [Fact]
    public void ResolvedConfiguration_GivesTheSameRuns_FromAnywhere()
    {
        var experiment = Bind("{family: recording, file: [\"*.csv\", c.txt], mask: c.txt}");
        string resolved = ConfigurationWriter.WriteResolved(experiment);
        File.WriteAllText(At("bb.csv"), "came later");
        var again = Binder().Bind(
            ConfigurationDocument.Parse(Encoding.UTF8.GetBytes(resolved), "/elsewhere/config.yaml"));
        Assert.Equal(
            experiment.TrainRuns.Select(run => run.InitialCondition),
            again.TrainRuns.Select(run => run.InitialCondition));
    }

    [Fact]
    public void ADigestThatIsCancelled_Ends() =>
        Assert.Throws<OperationCanceledException>(() =>
            new InputFileDigests().Of(At("a.csv"), new CancellationToken(true)));

    [Fact]
    public void Digest_SpeaksOfNameAndContent_NotOfTheFolder()
    {
        File.WriteAllText(At("data/a.csv"), File.ReadAllText(At("a.csv")));
        string before = new InputFileDigests().Of(At("a.csv"));
        Assert.StartsWith("a.csv (sha256 ", before);
        Assert.Equal(before, new InputFileDigests().Of(At("data/a.csv")));
        File.WriteAllText(At("a.csv"), "other");
        Assert.NotEqual(before, new InputFileDigests().Of(At("a.csv")));
        File.Delete(At("a.csv"));
        var e = Assert.Throws<InvalidDataException>(() => new InputFileDigests().Of(At("a.csv")));
        Assert.StartsWith(At("a.csv"), e.Message);
    }

    [Fact]
    public void InputFile_ThatIsNoTextOfAnInitialCondition_IsRefusedForThePluginsAuthor()
    {
        Assert.All(Offers(), offer => Assert.Null(OptionsRecord.Problem(offer)));
        var wrong = new RomModelRegistration(
            "x", typeof(FakeMvar), typeof(WithAFile), (_, _) => throw new NotSupportedException());
        Assert.Contains("only a text property of an initial condition", OptionsRecord.Problem(wrong));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static PluginRegistration[] Offers()
    {
        var services = new ServiceCollection();
        services.AddSimulator<FakeSimulator, FakeSimulatorOptions>(
            "recorded", families => families.Add<FakeRecording>("recording"));
        return
        [
            .. services.Select(service => (PluginRegistration)service.ImplementationInstance!),
            .. FakePlugins.All.Where(offer => offer is not SimulatorRegistration),
        ];
    }

    private static ExperimentBinder Binder() => new(Offers());

    private string At(string name) => Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar));

    private Experiment Bind(string entry)
    {
        string text =
            $$"""
            experiment_name: demo
            simulator: {plugin: recorded}
            density: {plugin: kde}
            train:
              duration: 2
              initial_conditions:
                - {{entry}}
            test: {duration: 2, initial_conditions: [{family: recording, file: a.csv}]}
            models: [{name: A, plugin: mvar, lag: 3}]
            """;
        return Binder().Bind(ConfigurationDocument.Parse(Encoding.UTF8.GetBytes(text), At("f.yaml")));
    }

    private static IEnumerable<string> FilesOf(Experiment experiment) =>
        experiment.TrainRuns.Select(run => ((FakeRecording)run.InitialCondition).File);

    private sealed record WithAFile
    {
        [InputFile]
        public string File { get; init; } = "";
    }
}
