namespace Host.EndToEnd;

/// <summary><c>romhost new</c>, by a user who has the tool and nothing else.</summary>
public sealed class NewCommandTests
{
    public static TheoryData<string> Starters => ["quickstart", "recorded", "external", "model-study"];

    [Theory]
    [MemberData(nameof(Starters))]
    public void AStarter_IsValid_WithoutAWarning(string name)
    {
        using var folder = new TestFolder();
        string written = HostProcess.Run(folder.Path, "new", name).Expect(0).Output;
        Assert.StartsWith($"written: {name}.yaml", written);
        Assert.Contains($"Go on with: romhost run --config {name}.yaml", written);
        HostResult checkedFile = HostProcess.Run(folder.Path, "validate", "--config", $"{name}.yaml").Expect(0);
        Assert.Empty(checkedFile.Error);
        Assert.StartsWith($"{name}: ", checkedFile.Output);
    }

    [Fact]
    public void TheList_NamesEveryStarter()
    {
        using var folder = new TestFolder();
        string list = HostProcess.Run(folder.Path, "new").Expect(0).Output;
        Assert.Equal(Starters.Select(row => row.Data), list.Trim().Split('\n').Select(line => line.Split(' ')[0]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("quickstart")]
    [InlineData("model-study")]
    public void WhatTheRepositoryHas_IsWrittenByteForByte(string name)
    {
        using var folder = new TestFolder();
        HostProcess.Run(folder.Path, "new", name).Expect(0);
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(HostProcess.Repository, "configs", name + ".yaml")),
            File.ReadAllBytes(folder.Combine(name + ".yaml")));
    }

    [Fact]
    public void Recordings_RunAsTheyAre_WhereverTheyAreWritten()
    {
        using var folder = new TestFolder();
        HostProcess.Run(folder.Path, "new", "recorded", "--to", "my fish/flume.yaml").Expect(0);
        string output = HostProcess.Run(
            folder.Path, ["run", "--config", "my fish/flume.yaml", .. HostProcess.Unmeasured]).Expect(0).Output;
        Assert.Matches(@"│ MVAR +│ ok +│", output);
    }

    [Fact]
    public void AFileThatIsThere_IsKept_UnlessForced()
    {
        using var folder = new TestFolder();
        folder.Write("mine.yaml", "mine");
        HostResult refused = HostProcess.Run(folder.Path, "new", "quickstart", "--to", "mine.yaml").Expect(2);
        Assert.Equal(
            "error: expected no file, found mine.yaml; choose another name with --to, or replace it with --force\n",
            refused.Error);
        Assert.Equal("mine", File.ReadAllText(folder.Combine("mine.yaml")));
        HostProcess.Run(folder.Path, "new", "quickstart", "--to", "mine.yaml", "--force").Expect(0);
        Assert.Contains("experiment_name: quickstart", File.ReadAllText(folder.Combine("mine.yaml")));
    }

    [Fact]
    public void WhatAStarterNeedsBesides_IsNotReplacedEither()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Combine("recorded"));
        folder.Write("recorded/test_1.csv", "mine");
        HostProcess.Run(folder.Path, "new", "recorded").Expect(2);
        Assert.Equal("mine", File.ReadAllText(folder.Combine("recorded", "test_1.csv")));
        Assert.False(File.Exists(folder.Combine("recorded.yaml")));
    }

    [Fact]
    public void BehindALink_NothingIsWritten_AlsoWithForce()
    {
        using TestFolder folder = new(), elsewhere = new();
        Directory.CreateSymbolicLink(folder.Combine("recorded"), elsewhere.Path);
        elsewhere.Write("test_1.csv", "mine");
        HostResult refused = HostProcess.Run(folder.Path, "new", "recorded", "--force").Expect(2);
        Assert.StartsWith(
            $"error: expected a folder at recorded, found a link to {elsewhere.Path}, through which nothing is written",
            refused.Error);
        Assert.Equal("mine", File.ReadAllText(elsewhere.Combine("test_1.csv")));
        Assert.Single(Directory.EnumerateFileSystemEntries(elsewhere.Path));
        Assert.False(File.Exists(folder.Combine("recorded.yaml")));
    }

    [Fact]
    public void AFileThatIsALink_IsReplaced_AndWhatItLeadsToIsKept()
    {
        using TestFolder folder = new(), elsewhere = new();
        File.CreateSymbolicLink(folder.Combine("quickstart.yaml"), elsewhere.Combine("nothing.yaml"));
        HostProcess.Run(folder.Path, "new", "quickstart").Expect(2);
        HostProcess.Run(folder.Path, "new", "quickstart", "--force").Expect(0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Path));
        Assert.Null(new FileInfo(folder.Combine("quickstart.yaml")).LinkTarget);
    }

    [Fact]
    public void AnUnknownName_IsToldWhatThereIs()
    {
        using var folder = new TestFolder();
        HostResult refused = HostProcess.Run(folder.Path, "new", "quickstrt").Expect(2);
        Assert.Contains(
            "did you mean 'quickstart'? (there are: quickstart, recorded, external, model-study)", refused.Error);
    }

    [Fact]
    public void AFolder_GetsTheFileUnderItsName()
    {
        using var folder = new TestFolder();
        HostProcess.Run(folder.Path, "new", "quickstart", "--to", "a/b/").Expect(0);
        Assert.True(File.Exists(folder.Combine("a", "b", "quickstart.yaml")));
    }
}
