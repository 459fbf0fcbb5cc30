using Rom.Forecasting.Work;
using RomHost.Artifacts;

namespace RomHost.Tests.Artifacts;

public sealed class ExperimentTurnTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("romhost-turn-");

    private ExperimentFolder Folder => new(root.FullName);

    [Fact]
    public void OnlyOneHasTheTurn()
    {
        using var turn = ExperimentTurn.Take(Folder);
        Assert.Throws<ExperimentInUseException>(() => ExperimentTurn.Take(Folder));
    }

    [Fact]
    public void WhatWasUnderWay_IsClearedByAnEndOfItsOwn()
    {
        using (var turn = ExperimentTurn.Take(Folder))
        {
            Assert.Null(turn.Interrupted);
            using var work = WorkUnderWay.Begin("the training of MVAR");
        }
        Assert.Equal(0, new FileInfo(Folder.Lock).Length);
    }

    [Theory]
    [InlineData("the training of MVAR\n", "the training of MVAR")]
    [InlineData("the training of MVAR\nrest of a longer line\n", "the training of MVAR")]
    [InlineData("", null)]
    [InlineData("\n", null)]
    public void WhatAKilledProcessLeft_IsKnown(string content, string? work)
    {
        File.WriteAllText(Folder.Lock, content);
        using var turn = ExperimentTurn.Take(Folder);
        Assert.Equal(work, turn.Interrupted);
    }

    [Fact]
    public void AFileOfAnySize_IsReadInPartOnly()
    {
        File.WriteAllText(Folder.Lock, new string('x', 100_000));
        using var turn = ExperimentTurn.Take(Folder);
        Assert.Equal(1024, turn.Interrupted!.Length);
    }

    [Fact]
    public void ThroughALink_NothingIsWritten()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        string other = Path.Combine(root.FullName, "other.txt");
        File.WriteAllText(other, "mine");
        File.CreateSymbolicLink(Folder.Lock, other);
        using (ExperimentTurn.Take(Folder))
        {
            using var work = WorkUnderWay.Begin("work");
        }
        Assert.Equal("mine", File.ReadAllText(other));
    }

    public void Dispose() => root.Delete(recursive: true);
}
