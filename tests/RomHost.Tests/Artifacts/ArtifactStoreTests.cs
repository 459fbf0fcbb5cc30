using System.Text.Json.Nodes;
using RomHost.Artifacts;
using RomHost.Progress;
using RomHost.Tests.Pipeline;

namespace RomHost.Tests.Artifacts;

/// <summary>The protocol: inputs → current? → remove the record → make → record.</summary>
public sealed class ArtifactStoreTests : IDisposable
{
    private readonly SmallExperiment experiment = new();
    private int made;

    [Fact]
    public void AnArtifact_IsMadeOnce_AndKeptWhileItsInputsAreTheSame()
    {
        var (first, again) = (Make("1"), Make("1"));
        Assert.Equal((ArtifactRecord.Missing, 1), (first.Reason, made));
        Assert.Null(again.Reason);
        Assert.Equal(1, (int)again.Record!.Facts["made"]!);
    }

    [Fact]
    public void AnotherInput_MakesItAgain_AndSaysWhich() => AssertMadeAgain("stale: size 1 → 2", () => Make("2"));

    [Fact]
    public void AChangedFile_MakesItAgain()
    {
        Make("1");
        File.WriteAllText(FilePath, "something else");
        AssertMadeAgain("damaged: a.txt has 14 bytes, not the 1 written", () => Make("1"));
    }

    [Fact]
    public void Force_MakesItAgain()
    {
        Make("1");
        Assert.Equal("forced", Make("1", force: true).Reason);
    }

    [Fact]
    public void WhatFailed_IsMadeAgainAtTheNextStart()
    {
        var artifact = ArtifactOf("1");
        Store().Make(artifact, () => new([], []) { Outcome = Staleness.Failed });
        Assert.Equal("stale: the last attempt failed", Make("1").Reason);
    }

    [Fact]
    public void WhatCouldNotBeMade_HasNoRecord_NotEvenAnOldOne()
    {
        Make("1");
        var state = Store().Make(ArtifactOf("2"), () => null);
        Assert.Null(state.Record);
        Assert.False(File.Exists(RecordPath));
    }

    [Fact]
    public void WhileItIsMade_ThereIsNeitherARecordNorASummary()
    {
        Make("1");
        File.WriteAllText(experiment.Folder.Summary, "{}");
        Store().Make(ArtifactOf("2"), () =>
        {
            Assert.False(File.Exists(RecordPath));
            Assert.False(File.Exists(experiment.Folder.Summary));
            return new([], []);
        });
    }

    [Fact]
    public void FilesThatAreNotMadeAgain_AreRemoved()
    {
        string folder = Directory.CreateDirectory(Path.Combine(experiment.Folder.Root, "A")).FullName;
        string kept = Written(folder, "kept.txt"), former = Written(folder, "former.txt");
        string foreign = Written(folder, "notes.txt");
        Store().Make(ArtifactOf("1"), () => new([kept, former], []));
        Store().Make(ArtifactOf("2"), () => new([kept], []));
        Assert.Equal((true, false, true), (File.Exists(kept), File.Exists(former), File.Exists(foreign)));
        Store().Make(ArtifactOf("3"), () => null);
        Assert.Equal((false, true), (File.Exists(kept), File.Exists(foreign)));
    }

    // On systems that ignore case the new file has the former one's name.
    [Fact]
    public void FileWhoseNameDiffersInCaseOnly_Stays()
    {
        string former = Written(experiment.Folder.Root, "A.txt"), now = Written(experiment.Folder.Root, "a.txt");
        Store().Make(ArtifactOf("1"), () => new([former], []));
        Store().Make(ArtifactOf("2"), () => new([now], []));
        Assert.True(File.Exists(now) && File.Exists(former));
    }

    [Fact]
    public void FilesOutsideTheExperiment_AndBehindLinks_AreNotRemoved_WhateverARecordNames()
    {
        string outside = Directory.CreateDirectory(experiment.Folder.Root + "-outside").FullName;
        string secret = Written(outside, "secret.txt"), link = Path.Combine(experiment.Folder.Root, "link");
        Directory.CreateSymbolicLink(link, outside);
        ArtifactRecord.Of(
            RecordPath, ArtifactOf("1").Inputs, [secret, Path.Combine(link, "secret.txt")], [], 0).Write(RecordPath);
        Make("2");
        Assert.True(File.Exists(secret));
    }

    [Fact]
    public void FactsOfAnotherForm_AreMadeAgain_WithTheRecordsName()
    {
        Artifact Read() => new("a", RecordPath, ArtifactOf("1").Inputs) { CheckFacts = facts => _ = (int)facts["n"]! };
        Store().Make(Read(), () => new([], new JsonObject { ["n"] = "none" }));
        var state = Store().Make(Read(), () => new([], new JsonObject { ["n"] = 1 }));
        Assert.StartsWith("damaged: a.json is not as a run writes it (", state.Reason);
        Assert.Null(Store().Make(Read(), () => throw new InvalidOperationException()).Reason);
    }

    [Fact]
    public void Remove_RemovesTheSummary_UnlessNothingIsThere()
    {
        File.WriteAllText(experiment.Folder.Summary, "{}");
        Store().Remove(RecordPath, FilePath);
        Assert.True(File.Exists(experiment.Folder.Summary));
        Make("1");
        File.WriteAllText(experiment.Folder.Summary, "{}");
        Store().Remove(RecordPath, FilePath);
        Assert.Equal(
            (false, false, false),
            (File.Exists(experiment.Folder.Summary), File.Exists(RecordPath), File.Exists(FilePath)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Replace_RemovesTheSummary_AndChangesNothingWhereNoRecordsAreKept(bool keeps)
    {
        var record = Make("1").Record!;
        File.WriteAllText(experiment.Folder.Summary, "{}");
        string before = File.ReadAllText(RecordPath);
        var store = new ArtifactStore(experiment.Experiment, experiment.Folder, experiment.Components)
        {
            KeepsRecords = keeps,
        };
        store.Replace(RecordPath, (record with { Facts = new JsonObject { ["made"] = 7 } }).Sealed());
        Assert.Equal(!keeps, File.Exists(experiment.Folder.Summary));
        Assert.Equal(!keeps, before == File.ReadAllText(RecordPath));
    }

    [Fact]
    public void ADeclaredArtifact_GathersItsInputsOnce()
    {
        var store = Store();
        int gathered = 0;
        Artifact Declared() => store.Declare("a", RecordPath, () =>
        {
            gathered++;
            return new() { ["size"] = "1" };
        });
        Assert.Same(Declared(), Declared());
        Assert.Equal(
            ArtifactRecord.FingerprintOf(new Dictionary<string, string> { ["size"] = "1" }), Declared().Fingerprint);
        Assert.Equal(1, gathered);
    }

    [Fact]
    public async Task WhatAnotherProcessMakes_IsLeft_OrWaitedFor_AndNotMadeTwice()
    {
        using ExperimentTurn own = Turn(), other = Turn();
        var output = new StringWriter();
        var store = new ArtifactStore(experiment.Experiment, experiment.Folder, experiment.Components)
        {
            Turn = own,
            Patience = new Patience(new PlainProgressDisplay(output, TimeProvider.System), CancellationToken.None),
        };
        var artifact = ArtifactOf("1");
        Func<MadeArtifact?> unwanted = () => throw new InvalidOperationException();
        var claim = other.Claim(RecordPath, "a");
        Assert.Throws<ArtifactClaimedException>(() => store.MakeOrDefer(artifact, unwanted));
        var waiting = Task.Run(() => store.Make(artifact, unwanted), TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => output.ToString().Length > 0, TimeSpan.FromSeconds(30)));
        Make("1"); // by the other process
        claim.Dispose();
        Assert.Null((await waiting).Reason);
        Assert.Equal(
            $"waiting for process {Environment.ProcessId} of {Environment.MachineName}, which makes a",
            output.ToString().Trim());
    }

    [Fact]
    public void WhatFailedSinceTheProcessBegan_IsNotTriedAgain_AndWhatFailedBeforeIs()
    {
        var failed = new MadeArtifact([], []) { Outcome = Staleness.Failed };
        Store().Make(ArtifactOf("1"), () => failed);
        File.SetLastWriteTimeUtc(RecordPath, DateTime.UtcNow.AddSeconds(-5));
        using var turn = Turn();
        var store = Store();
        store.Turn = turn;
        Assert.Equal("stale: the last attempt failed", store.Make(ArtifactOf("1"), () => failed).Reason);
        File.SetLastWriteTimeUtc(RecordPath, DateTime.UtcNow.AddSeconds(5));
        Assert.Null(store.Make(ArtifactOf("1"), () => throw new InvalidOperationException()).Reason);
    }

    public void Dispose() => experiment.Dispose();

    private ExperimentTurn Turn() => ExperimentTurn.Take(experiment.Folder, "configuration");

    private string RecordPath => experiment.Folder.StageRecord("a");

    private string FilePath => Path.Combine(experiment.Folder.Root, "a.txt");

    private static string Written(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, name);
        return path;
    }

    private ArtifactStore Store(bool force = false) =>
        new(experiment.Experiment, experiment.Folder, experiment.Components) { Force = force };

    private Artifact ArtifactOf(string size) =>
        new("a", RecordPath, new Dictionary<string, string> { ["size"] = size });

    private ArtifactState Make(string size, bool force = false) => Store(force).Make(ArtifactOf(size), () =>
    {
        File.WriteAllText(FilePath, size);
        return new([FilePath], new JsonObject { ["made"] = ++made });
    });

    private void AssertMadeAgain(string reason, Func<ArtifactState> make)
    {
        if (made == 0) Make("1");
        int before = made;
        Assert.Equal(reason, make().Reason);
        Assert.Equal(before + 1, made);
    }
}
