using Rom.Numerics.Files;

namespace Rom.Numerics.Tests.Files;

public sealed class TemporaryFolderTests : IDisposable
{
    private readonly string place = Directory.CreateTempSubdirectory("rom-temporary-").FullName;

    public void Dispose() => Directory.Delete(place, recursive: true);

    [Fact]
    public void AFolder_IsItsOwnersAlone_AndGoesWithWhatIsInIt_NotWithWhatLinksLeadTo()
    {
        string outside = Path.Combine(place, "mine.txt"), path;
        File.WriteAllText(outside, "mine");
        using (var folder = new TemporaryFolder("tests"))
        {
            path = folder.Path;
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            if (!OperatingSystem.IsWindows()) Assert.Equal(Owner, File.GetUnixFileMode(path));
            Directory.CreateSymbolicLink(Path.Combine(path, "link"), place);
            File.WriteAllText(Path.Combine(path, "a.txt"), "");
        }
        Assert.False(Directory.Exists(path));
        Assert.Equal("mine", File.ReadAllText(outside));
    }

    [Fact]
    public void OnlyFolders_OfThisUsersProcessesThatEnded_AreAbandoned()
    {
        string name, living;
        using (var folder = new TemporaryFolder("tests")) name = Path.GetFileName(folder.Path);
        living = ProcessMark.Current.ToString();
        // The same number, of a process that began at another time.
        string ended =
            (ProcessMark.Current with { Began = ProcessMark.Current.Began + TimeSpan.TicksPerMinute }).ToString();
        string abandoned = Make(name.Replace(living, ended, StringComparison.Ordinal));
        string[] others =
        [
            Make(name), // of a process that lives
            Make("romhost-external-notes"), Make("romhost-mine"),
            // of another machine
            Make(name.Replace(living, ended, StringComparison.Ordinal).Replace(
                "-tests-", "-tests-0", StringComparison.Ordinal)[..^1]),
        ];
        string outside = Make("outside"),
            link = Path.Combine(place, name.Replace(living, ended, StringComparison.Ordinal) + "x");
        Directory.CreateSymbolicLink(link, outside);
        Assert.Equal(1, TemporaryFolder.RemoveAbandoned(place));
        Assert.False(Directory.Exists(abandoned));
        Assert.All(others.Append(outside).Append(link),
            path => Assert.True(File.Exists(Path.Combine(path, "a.txt")), path));
    }

    [Fact]
    public void AKeptFolder_StaysForAWeek()
    {
        string path;
        using (var folder = new TemporaryFolder("tests"))
        {
            path = folder.Path;
            folder.Keep();
        }
        Assert.True(Directory.Exists(path));
        string ended =
            (ProcessMark.Current with { Began = ProcessMark.Current.Began + TimeSpan.TicksPerMinute }).ToString();
        string kept = Path.Combine(
            place, Path.GetFileName(path).Replace(ProcessMark.Current.ToString(), ended, StringComparison.Ordinal));
        Directory.Move(path, kept);
        Assert.Equal(0, TemporaryFolder.RemoveAbandoned(place));
        File.SetLastWriteTimeUtc(Path.Combine(kept, ".kept"), DateTime.UtcNow - TimeSpan.FromDays(8));
        Assert.Equal(1, TemporaryFolder.RemoveAbandoned(place));
        Assert.False(Directory.Exists(kept));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("-1-2")]
    [InlineData("0-2")]
    [InlineData("a-b")]
    [InlineData("1-2-3")]
    public void AMark_IsOfTwoNumbers(string text) => Assert.Null(ProcessMark.Parse(text));

    [Fact]
    public void AMark_TellsALivingProcess()
    {
        Assert.Equal(ProcessMark.Current, ProcessMark.Parse(ProcessMark.Current.ToString()));
        Assert.True(ProcessMark.Current.IsAlive);
        Assert.False(
            (ProcessMark.Current with { Began = ProcessMark.Current.Began + TimeSpan.TicksPerMinute }).IsAlive);
        Assert.False(new ProcessMark(int.MaxValue, 1).IsAlive);
    }

    private string Make(string name)
    {
        string path = Path.Combine(place, name);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "a.txt"), "");
        return path;
    }
}
