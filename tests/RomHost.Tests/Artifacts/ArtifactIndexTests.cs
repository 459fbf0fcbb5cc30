using RomHost.Artifacts;

namespace RomHost.Tests.Artifacts;

/// <summary>The index of artifacts in the output root: a hint, whatever it holds.</summary>
public sealed class ArtifactIndexTests : IDisposable
{
    private const int Experiments = 18;

    private readonly string root = Directory.CreateTempSubdirectory("romhost-artifacts-").FullName;

    public ArtifactIndexTests()
    {
        for (int k = 0; k < Experiments; k++) Write($"e{k:00}", "shared", $"own {k}");
    }

    private string Index => Path.Combine(root, ArtifactIndex.FileName);

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void RecordsAreReadOnce_WhateverIsAskedAfterwards()
    {
        var index = New();
        for (int k = 0; k < Experiments; k++)
            Assert.Equal([Path.Combine(root, $"e{k:00}")], index.Having(FingerprintOf($"own {k}"), keeps: true));
        Assert.Equal(
            Enumerable.Range(0, ArtifactIndex.MostNamed).Select(k => Path.Combine(root, $"e{k:00}")),
            index.Having(FingerprintOf("shared"), keeps: true));
        Assert.Empty(index.Having(FingerprintOf("none"), keeps: true));
        Assert.Equal(Experiments, index.Read);

        var next = New();
        Assert.Single(next.Having(FingerprintOf("own 7"), keeps: true));
        Assert.Equal(0, next.Read);
    }

    [Fact]
    public void AmongMany_ANewExperimentReadsEachRecordOnce_AndTheNextOneThoseThatAreNew()
    {
        const int Many = 200, Lookups = 300;
        for (int k = 0; k < Many; k++) Write($"many{k:000}", "shared", $"many {k}", $"further {k}");
        int RecordsOfNext()
        {
            var index = New("next");
            for (int k = 0; k < Lookups; k++) index.Having(FingerprintOf($"many {k}"), keeps: true);
            return index.Records;
        }
        Assert.Equal((3 * Many) + (2 * Experiments), RecordsOfNext());
        Assert.Equal(0, RecordsOfNext());
        Write("newer", "shared", "newer");
        Assert.Equal(2, RecordsOfNext());
        Assert.Equal(0, RecordsOfNext());
    }

    [Fact]
    public void AnExperimentThatChanged_IsReadAgain_AndOneThatIsGone_IsForgotten()
    {
        New().Having(FingerprintOf("shared"), keeps: true);
        Write("e03", "other");
        Write("new", "newer");
        Directory.Delete(Path.Combine(root, "e04"), recursive: true);
        var index = New();
        Assert.Single(index.Having(FingerprintOf("other"), keeps: true));
        Assert.Single(index.Having(FingerprintOf("newer"), keeps: true));
        Assert.Empty(index.Having(FingerprintOf("own 4"), keeps: true));
        Assert.Equal(2, index.Read);
        Assert.DoesNotContain("e04", File.ReadAllText(Index), StringComparison.Ordinal);
    }

    [Fact]
    public void AnExperimentThatChangedJustNow_IsReadAgainNextTime()
    {
        Write("now", "newest");
        ChangeJustNow("now");
        New().Having(FingerprintOf("newest"), keeps: true);
        Assert.DoesNotContain("now", File.ReadAllText(Index), StringComparison.Ordinal);
        var index = New();
        Assert.Single(index.Having(FingerprintOf("newest"), keeps: true));
        Assert.Equal(1, index.Read);
    }

    // Ahead of the clock, so that it stays so however long this process has to wait.
    private void ChangeJustNow(string name) =>
        Directory.SetLastWriteTimeUtc(Path.Combine(root, name), DateTime.UtcNow.AddMinutes(1));

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\n{\"folder\":\n[]\nnull\n7\n{}\n{\"folder\":7,\"version\":1}")]
    [InlineData("{\"folder\":\"e00\",\"version\":1,\"state\":\"x\",\"fingerprints\":\"xyz\"}")]
    [InlineData("{\"folder\":\"e00\",\"version\":9,\"state\":\"x\",\"fingerprints\":\"\"}")]
    [InlineData("{\"folder\":\"../e00\",\"version\":1,\"state\":\"x\",\"fingerprints\":\"00ff\"}")]
    [InlineData("{\"folder\":\"/\",\"version\":1,\"state\":\"0 0 0 0\",\"fingerprints\":\"00ff 00ff\"}")]
    [InlineData("{\"folder\":\"\",\"version\":1,\"state\":\"\",\"fingerprints\":\"00ff\"}")]
    [InlineData("{\"folder\":null,\"version\":1,\"state\":\"\",\"fingerprints\":\"00ff\"}")]
    public void WhateverTheFileHolds_TheRecordsAreFound_AndNoOtherFolderIsNamed(string content)
    {
        File.WriteAllText(Index, content);
        var index = New();
        Assert.Single(index.Having(FingerprintOf("own 0"), keeps: true));
        Assert.Empty(index.Having("00000000000000ff", keeps: true));
        Assert.Equal(Experiments, index.Read);
        Assert.Equal(Experiments, File.ReadAllLines(Index).Length);
    }

    [Fact]
    public void AForeignEntry_NamesAFolderOfTheRootAtMost()
    {
        New().Having(FingerprintOf("shared"), keeps: true);
        string lines = File.ReadAllText(Index);
        // It is believed as far as where to look.
        File.WriteAllText(Index, lines.Replace(FingerprintOf("own 5"), "00000000000000ff", StringComparison.Ordinal));
        Assert.Equal([Path.Combine(root, "e05")], New().Having("00000000000000ff", keeps: true));
    }

    [Fact]
    public void TheOwnExperiment_IsNotRead_AndItsLineStays()
    {
        var index = New("e05");
        Assert.Empty(index.Having(FingerprintOf("own 5"), keeps: true));
        Assert.Equal(Experiments - 1, index.Read);
        New().Having(FingerprintOf("own 5"), keeps: true);
        New("e05").Having(FingerprintOf("own 4"), keeps: true);
        Assert.Contains("e05", File.ReadAllText(Index), StringComparison.Ordinal);
    }

    [Fact]
    public void AnExperimentThatIsBeingMade_IsReadOnceAMinute()
    {
        var clock = new PlantedClock();
        var index = new ArtifactIndex(root, null, clock);
        Write("now", "newest");
        ChangeJustNow("now");
        Assert.Single(index.Having(FingerprintOf("newest"), keeps: true));
        for (int k = 0; k < 5; k++)
        {
            clock.Pass(11);
            Assert.Single(index.Having(FingerprintOf("newest"), keeps: true));
            Assert.Equal(Experiments + 1, index.Read);
        }
        clock.Pass(11);
        index.Having(FingerprintOf("newest"), keeps: true);
        Assert.Equal(Experiments + 2, index.Read);
    }

    [Fact]
    public void WhereTheFileCannotBe_RecordsAreRead()
    {
        Directory.CreateDirectory(Index);
        Assert.Single(New().Having(FingerprintOf("own 0"), keeps: true));
    }

    [Fact]
    public void ALinkInItsPlace_IsReplaced_AndItsTargetStays()
    {
        string target = Path.Combine(root, "mine.txt");
        File.WriteAllText(target, "mine");
        File.CreateSymbolicLink(Index, target);
        New().Having(FingerprintOf("shared"), keeps: true);
        Assert.Equal("mine", File.ReadAllText(target));
        Assert.False(RealFolder.IsLink(Index));
    }

    [Fact]
    public void WithoutKeeping_NothingIsWritten()
    {
        New().Having(FingerprintOf("shared"), keeps: false);
        Assert.False(File.Exists(Index));
    }

    [Fact]
    public void ARootThatIsNotThere_HasNone() => Assert.Empty(
        new ArtifactIndex(Path.Combine(root, "none"), null, TimeProvider.System).Having(FingerprintOf("shared"), true));

    private ArtifactIndex New(string? own = null) => new(root, own, TimeProvider.System);

    private static Dictionary<string, string> Inputs(string value) => new() { ["value"] = value };

    private static string FingerprintOf(string value) => ArtifactRecord.FingerprintOf(Inputs(value));

    // Of some time ago.
    private void Write(string name, params string[] values)
    {
        var folder = new ExperimentFolder(Path.Combine(root, name));
        var time = DateTime.UtcNow.AddHours(-1);
        foreach (string value in values)
        {
            ArtifactRecord.Of(folder.StageRecord(value.Replace(' ', '_')), Inputs(value), [], [], 0)
                .Write(folder.StageRecord(value.Replace(' ', '_')));
        }
        Directory.SetLastWriteTimeUtc(folder.Stages, time.AddSeconds(values[0].Length));
        Directory.SetLastWriteTimeUtc(folder.Root, time);
    }
}
