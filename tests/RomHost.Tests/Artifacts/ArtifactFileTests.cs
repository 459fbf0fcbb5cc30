using Rom.Numerics.Files;
using RomHost.Artifacts;

namespace RomHost.Tests.Artifacts;

/// <summary>The digest of a linked file, which is computed once.</summary>
public sealed class ArtifactFileTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly string file;

    public ArtifactFileTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file has no status there");
        file = folder.Combine("file");
        File.WriteAllText(file, "content");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AFileThatWasReadOnce_IsNotReadAgain_AsLongAsItsTimeIsTheSame()
    {
        var described = ArtifactFile.Of(file);
        Assert.Null(described.Seen);
        var first = Check(described, "first")!.Value;
        Assert.NotNull(first.Seen);
        Assert.True(first.IsSeenAt(file));
        // Whether it is read shows in a change that its time does not tell.
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "CONTENT");
        File.SetLastWriteTimeUtc(file, time);
        Assert.Equal(first, Check(first, "second"));
        Assert.Null(Check(described, "third"));
        // Any other change is told by its time.
        File.WriteAllText(file, "Content");
        Assert.False(first.IsSeenAt(file));
        Assert.Null(Check(first, "fourth"));
    }

    [Fact]
    public void AFileThatChangedJustNow_IsReadAgain()
    {
        File.WriteAllText(file, "changed");
        // Ahead of the clock, so that it stays so however long this process has to wait.
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(1));
        var described = ArtifactFile.Of(file);
        Assert.Null(Check(described, "first")!.Value.Seen);
    }

    [Fact]
    public void ACopy_OrAFileOfAnotherLength_IsRead()
    {
        var seen = Check(ArtifactFile.Of(file), "first")!.Value;
        string copy = folder.Combine("copy");
        File.WriteAllText(copy, "CONTENT");
        File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(file));
        Assert.False(seen.IsSeenAt(copy));
        Assert.Null(seen.CheckLink(copy, CancellationToken.None));
        var time = File.GetLastWriteTimeUtc(file);
        File.AppendAllText(file, "x");
        File.SetLastWriteTimeUtc(file, time);
        Assert.Null(Check(seen, "second"));
    }

    [Fact]
    public void TheStatusOfAFile_IsThatOfDotNet_AndOfAllItsNames()
    {
        string link = folder.Combine("link"), other = folder.Combine("other");
        Assert.Equal(HardLinkOutcome.Created, HardLink.TryCreate(file, link));
        File.WriteAllText(other, "content");
        var (one, two, three) = (FileStatus.Of(file)!.Value, FileStatus.Of(link)!.Value, FileStatus.Of(other)!.Value);
        Assert.Equal((one.Device, one.Inode), (two.Device, two.Inode));
        Assert.Equal(one.Device, three.Device);
        Assert.NotEqual(one.Inode, three.Inode);
        var modified = File.GetLastWriteTimeUtc(file);
        Assert.Equal(new DateTimeOffset(modified).ToUnixTimeSeconds(), one.Modified.Seconds);
        Assert.Equal(modified.Ticks % TimeSpan.TicksPerSecond, one.Modified.Nanoseconds / 100);
        Assert.InRange(one.Changed.Seconds, one.Modified.Seconds + 3000, one.Modified.Seconds + 4000);
    }

    private ArtifactFile? Check(ArtifactFile described, string name)
    {
        string link = folder.Combine(name);
        Assert.Equal(HardLinkOutcome.Created, HardLink.TryCreate(file, link));
        return described.CheckLink(link, CancellationToken.None);
    }
}
