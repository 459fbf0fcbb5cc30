using RomHost.Artifacts;

namespace RomHost.Tests.Artifacts;

public sealed class RealFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("romhost-folder-").FullName;

    private string Root => Path.Combine(folder, "root");

    private string Outside => Path.Combine(folder, "outside");

    public RealFolderTests()
    {
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Outside);
        File.WriteAllText(Path.Combine(Outside, "a.txt"), "");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void LinkedFolders_AreNotListed_NorIsWhatIsInThem()
    {
        Directory.CreateDirectory(Path.Combine(Root, "inner"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "link"), Outside);
        Directory.CreateSymbolicLink(Path.Combine(Root, "slash"), "/");
        Assert.Equal([Path.Combine(Root, "inner")], RealFolder.Folders(Root));
        Assert.Empty(RealFolder.Files(Path.Combine(Root, "link")));
        Assert.Empty(RealFolder.Folders(Path.Combine(Root, "slash")));
    }

    [Fact]
    public void Create_PassesThroughNoLink_AlsoNotADanglingOne()
    {
        Directory.CreateSymbolicLink(Path.Combine(Root, "link"), Outside);
        Directory.CreateSymbolicLink(Path.Combine(Root, "nowhere"), Path.Combine(folder, "nowhere"));
        var e =
            Assert.Throws<LinkedFolderException>(() => RealFolder.Create(Root, Path.Combine(Root, "link", "inner")));
        Assert.Contains(Path.Combine(Root, "link"), e.Message);
        Assert.Contains(Outside, e.Message);
        Assert.Throws<LinkedFolderException>(() => RealFolder.Create(Root, Path.Combine(Root, "nowhere")));
        Assert.False(Directory.Exists(Path.Combine(Outside, "inner")));
        Assert.False(Directory.Exists(Path.Combine(folder, "nowhere")));
    }

    [Fact]
    public void Create_InARootThatIsALink_Creates()
    {
        string link = Path.Combine(folder, "experiment");
        Directory.CreateSymbolicLink(link, Root);
        RealFolder.Create(link, Path.Combine(link, "a", "b"));
        RealFolder.Create(link, link);
        Assert.True(Directory.Exists(Path.Combine(Root, "a", "b")));
    }
}
