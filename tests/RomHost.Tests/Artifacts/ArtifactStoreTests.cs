using System.Text.Json.Nodes;
using RomHost.Artifacts;
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

    public void Dispose() => experiment.Dispose();

    private string RecordPath => experiment.Folder.StageRecord("a");

    private string FilePath => Path.Combine(experiment.Folder.Root, "a.txt");

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
