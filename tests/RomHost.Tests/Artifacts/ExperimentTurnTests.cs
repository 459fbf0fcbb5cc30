using System.Globalization;
using Rom.Forecasting.Work;
using Rom.Numerics.Files;
using RomHost.Artifacts;

namespace RomHost.Tests.Artifacts;

public sealed class ExperimentTurnTests : IDisposable
{
    private const string Configuration = "one", Dead = "1-1";

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("romhost-turn-");

    private ExperimentFolder Folder => new(root.FullName);

    private string Artifact => Folder.StageRecord("build_pod_basis");

    private string ClaimFile => Path.Combine(Folder.Claims, "stages~build_pod_basis.json.claim");

    [Fact]
    public void OnlyOneConfigurationHasTheTurn()
    {
        using var turn = Take();
        Assert.Throws<ExperimentInUseException>(() => ExperimentTurn.Take(Folder, "other"));
        Assert.True(turn.IsAlone);
        using var beside = Take();
        Assert.False(turn.IsAlone);
    }

    [Fact]
    public void WhatWasUnderWay_IsClearedByAnEndOfItsOwn()
    {
        using (var turn = Take())
        {
            Assert.Null(turn.RemoveEnded());
            using var work = WorkUnderWay.Begin("the training of MVAR");
            // Work of other tests in this process may be named beside it.
            Assert.NotEmpty(File.ReadAllLines(Assert.Single(Directory.GetFiles(Folder.Claims)))[2]);
        }
        Assert.False(Directory.Exists(Folder.Claims));
    }

    [Theory]
    [InlineData("the training of MVAR", "the training of MVAR")]
    [InlineData("the training of MVAR\nrest of a longer line", "the training of MVAR")]
    [InlineData("", null)]
    public void WhatAKilledProcessLeft_IsKnown_AndRemoved(string left, string? work)
    {
        string file = Leave(Guid.NewGuid().ToString("N") + ".process", Dead, HostOf(Here()), left);
        using var turn = Take("other");
        Assert.Equal(work, turn.RemoveEnded());
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void AFileOfAnySize_IsReadInPartOnly()
    {
        Leave(Guid.NewGuid().ToString("N") + ".process", Dead, HostOf(Here()), new string('x', 100_000));
        using var turn = Take();
        Assert.InRange(turn.RemoveEnded()!.Length, 1000, WorkingProcess.MostBytes);
    }

    [Fact]
    public void ThroughALink_NothingIsWritten()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        string other = Path.Combine(root.FullName, "other.txt");
        File.WriteAllText(other, "mine");
        File.CreateSymbolicLink(Folder.Lock, other);
        using (Take())
        {
            using var work = WorkUnderWay.Begin("work");
        }
        Assert.Equal("mine", File.ReadAllText(other));
    }

    [Fact]
    public void AClaim_IsOfOneProcess_UntilItIsGivenBack()
    {
        using ExperimentTurn first = Take(), second = Take();
        using (var claim = first.Claim(Artifact, "the basis"))
        {
            Assert.True(first.Has(claim));
            var refused = Assert.Throws<ArtifactClaimedException>(() => second.Claim(Artifact, "the basis"));
            Assert.Contains(
                $"process {Environment.ProcessId} of {Environment.MachineName} makes the basis", refused.Message,
                StringComparison.Ordinal);
            using var other = second.Claim(Folder.StageRecord("build_latent_dataset"), "another");
        }
        using var again = second.Claim(Artifact, "the basis");
        Assert.True(second.Has(again));
    }

    [Fact]
    public void OfManyThatWantAClaim_OneHasIt()
    {
        Leave(Path.GetFileName(ClaimFile), Dead, HostOf(Here()), "");
        var turns = Enumerable.Range(0, 8).Select(_ => Take()).ToList();
        int inside = 0, most = 0, times = 0;
        Parallel.ForEach(turns, turn =>
        {
            while (true)
            {
                try
                {
                    using var claim = turn.Claim(Artifact, "the basis");
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    Interlocked.Increment(ref times);
                    Thread.Sleep(1);
                    Interlocked.Decrement(ref inside);
                    return;
                }
                catch (ArtifactClaimedException)
                {
                    Thread.Sleep(1);
                }
            }
        });
        foreach (var turn in turns) turn.Dispose();
        Assert.Equal((1, 8), (most, times));
        Assert.False(Directory.Exists(Folder.Claims));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)] // at work until it is silent for a minute
    public void WhileAProcessRemovesAClaimOfAnEndedOne_OthersWait_UnlessItEndedItself(bool isHere, bool isTaken)
    {
        string here = HostOf(Here()), name = Path.GetFileName(ClaimFile);
        Leave(name, Dead, here, "");
        name = name.Replace(".claim", "~removal.claim", StringComparison.Ordinal);
        Leave(name, Dead, isHere ? here : "elsewhere/boot/pid", "");
        using (var turn = Take())
        {
            if (isTaken) turn.Claim(Artifact, "the basis").Dispose();
            else Assert.Throws<ArtifactClaimedException>(() => turn.Claim(Artifact, "the basis"));
        }
        Assert.Equal(!isTaken, Directory.Exists(Folder.Claims));
    }

    /// <summary>
    /// Another host has ended when it is silent for a minute, or of the future; this one when its process is gone.
    /// </summary>
    [Theory]
    [InlineData(true, 0, true)]
    [InlineData(false, 0, false)]
    [InlineData(false, 30, false)]
    [InlineData(false, 90, true)]
    [InlineData(false, -90, true)]
    public void AClaimOfAnEndedProcess_IsTaken(bool isHere, int age, bool isTaken)
    {
        string machine = isHere ? HostOf(Here()) : "elsewhere/boot/pid";
        Leave(Path.GetFileName(ClaimFile), Dead, machine, "", age);
        using var turn = Take();
        if (!isTaken)
        {
            Assert.Contains("process 1 of elsewhere makes the basis", Assert.Throws<ArtifactClaimedException>(
                () => turn.Claim(Artifact, "the basis")).Message, StringComparison.Ordinal);
            return;
        }
        using var claim = turn.Claim(Artifact, "the basis");
        Assert.True(turn.Has(claim));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(90, true)]
    [InlineData(-90, true)]
    public void AClaimThatTellsNoOwner_IsTakenWhenItIsOld(int age, bool isTaken)
    {
        Directory.CreateDirectory(Folder.Claims);
        File.WriteAllText(ClaimFile, "");
        File.SetLastWriteTimeUtc(ClaimFile, DateTime.UtcNow.AddSeconds(-age));
        using var turn = Take();
        if (isTaken) turn.Claim(Artifact, "the basis").Dispose();
        else Assert.Throws<ArtifactClaimedException>(() => turn.Claim(Artifact, "the basis"));
    }

    [Fact]
    public void AFileOfTheFuture_KeepsNoOtherConfigurationAway()
    {
        Leave(Guid.NewGuid().ToString("N") + ".process", Dead, "elsewhere/boot/pid", "", age: -90);
        Take("other").Dispose();
    }

    [Fact]
    public void AFolderInThePlaceOfAClaim_IsNotWaitedFor()
    {
        Directory.CreateDirectory(ClaimFile);
        using var turn = Take();
        Assert.Contains(ClaimFile, Assert.Throws<NotRegularFileException>(
            () => turn.Claim(Artifact, "the basis")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnderAClaimThatAnotherTook_NothingIsWritten()
    {
        using ExperimentTurn first = Take(), second = Take();
        string file = Path.Combine(root.FullName, "a.txt");
        using (first.Claim(Artifact, "the basis"))
        {
            AtomicFile.WriteText(file, "first");
            File.Delete(ClaimFile);
            ArtifactClaim? taken = null;
            // Another process: its claim is not the one of this thread.
            using (ExecutionContext.SuppressFlow())
            {
                var thread = new Thread(() => taken = second.Claim(Artifact, "the basis"));
                thread.Start();
                thread.Join();
            }
            Assert.Throws<ClaimLostException>(() => AtomicFile.WriteText(file, "late"));
            Assert.True(second.Has(taken!));
        }
        Assert.True(File.Exists(ClaimFile)); // the first one gave back nothing that is the second's
        Assert.Equal("first", File.ReadAllText(file));
    }

    [Fact]
    public void OtherFilesInTheFolder_Stay()
    {
        Directory.CreateDirectory(Folder.Claims);
        string notes = Path.Combine(Folder.Claims, "notes.txt");
        File.WriteAllText(notes, "mine");
        using (var turn = Take())
        {
            Assert.True(turn.IsAlone);
            Assert.Null(turn.RemoveEnded());
            turn.Claim(Artifact, "the basis").Dispose();
        }
        Assert.Equal([notes], Directory.GetFiles(Folder.Claims));
    }

    [Fact]
    public void AFolderThatIsRemoved_IsMadeAgain()
    {
        using var turn = Take();
        // At once: the turn may write its file while a folder is emptied.
        Directory.Move(Folder.Claims, Path.Combine(root.FullName, "removed"));
        File.Delete(Folder.Lock);
        turn.Check();
        using var claim = turn.Claim(Artifact, "the basis");
        Assert.True(turn.Has(claim));
        Assert.Throws<ExperimentInUseException>(() => ExperimentTurn.Take(Folder, "other"));
    }

    public void Dispose() => root.Delete(recursive: true);

    private ExperimentTurn Take(string configuration = Configuration) => ExperimentTurn.Take(Folder, configuration);

    // The name of this machine in the files.
    private string Here()
    {
        using var turn = Take();
        return File.ReadAllText(Assert.Single(Directory.GetFiles(Folder.Claims)));
    }

    private static string HostOf(string text) => text.Split(' ')[2];

    private string Leave(string name, string process, string machine, string work, int age = 0)
    {
        Directory.CreateDirectory(Folder.Claims);
        string path = Path.Combine(Folder.Claims, name);
        string now = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        File.WriteAllText(path, $"{Guid.NewGuid():N} {process} {machine} {now}\n{Configuration}\n{work}\n");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(-age));
        return path;
    }
}
