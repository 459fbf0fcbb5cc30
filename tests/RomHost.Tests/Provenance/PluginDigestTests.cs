using System.Security.Cryptography;
using System.Text;
using Rom.Forecasting.Plugins;

namespace RomHost.Tests.Provenance;

public sealed class PluginDigestTests : IDisposable
{
    private readonly TestFolder root = new();

    private string Plugin => root.Combine("OpInf");

    public PluginDigestTests()
    {
        Write("OpInf/OpInf.dll", "code");
        Write("OpInf/runtimes/native/lib.so", "native");
    }

    public void Dispose() => root.Dispose();

    [Fact]
    public void IsTheDigestOfWhatSha256sumPrints()
    {
        string lines = $"{Sha256("code")}  OpInf.dll\n{Sha256("native")}  runtimes/native/lib.so\n";
        Assert.Equal(Sha256(lines), Digest());
    }

    [Theory]
    [InlineData("OpInf/OpInf.dll")]
    [InlineData("OpInf/runtimes/native/lib.so")]
    [InlineData("OpInf/weights.bin")]
    [InlineData("OpInf/de/OpInf.resources.dll")]
    public void DependsOnTheContentOf(string file)
    {
        string before = Digest();
        Write(file, "other");
        Assert.NotEqual(before, Digest());
    }

    [Theory]
    [InlineData("OpInf/OpInf.pdb")]
    [InlineData("OpInf/OpInf.xml")]
    [InlineData("OpInf/.DS_Store")]
    [InlineData("OpInf/.git/config")]
    [InlineData("Other/Other.dll")]
    [InlineData("_shared/libtorch-2.10.0/libtorch.so")]
    public void DoesNotDependOn(string file)
    {
        string before = Digest();
        Write(file, "other");
        Assert.Equal(before, Digest());
    }

    [Fact]
    public void DoesNotDependOnTimes_NorOnTheFolder()
    {
        string before = Digest();
        File.SetLastWriteTimeUtc(
            Path.Combine(Plugin, "OpInf.dll"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Directory.Move(Plugin, root.Combine("Moved"));
        Assert.Equal(before, PluginDigest.Of(root.Combine("Moved"), []));
    }

    [Fact]
    public void AMovedFile_ChangesIt()
    {
        string before = Digest();
        File.Move(Path.Combine(Plugin, "runtimes", "native", "lib.so"), Path.Combine(Plugin, "lib.so"));
        Assert.NotEqual(before, Digest());
    }

    [Fact]
    public void OfADeclaredSharedLibrary_TheVersionCounts_AndNotTheContent()
    {
        Write("_shared/libtorch-2.10.0/libtorch.so", "half a gigabyte");
        Write("_shared/other-1/lib.so", "x");
        string before = Digest("libtorch");
        Write("_shared/libtorch-2.10.0/libtorch.so", "HALF A GIGABYTE");
        Write("_shared/other-1/lib.so", "yy");
        Assert.Equal(before, Digest("libtorch"));
        Directory.Move(root.Combine("_shared", "libtorch-2.10.0"), root.Combine("_shared", "libtorch-2.11.0"));
        Assert.NotEqual(before, Digest("libtorch"));
    }

    [Fact]
    public void AFolderThatIsALink_IsNotEntered()
    {
        string before = Digest();
        Directory.CreateSymbolicLink(Path.Combine(Plugin, "runtimes", "up"), root.Path);
        Directory.CreateSymbolicLink(Path.Combine(Plugin, "all"), Path.GetPathRoot(root.Path)!);
        Assert.Equal(before, Digest());
    }

    [Fact]
    public void AFileThatIsALink_CountsByItsContent()
    {
        Write("elsewhere/lib.so.1", "native");
        File.CreateSymbolicLink(Path.Combine(Plugin, "lib.so"), root.Combine("elsewhere", "lib.so.1"));
        string before = Digest();
        Write("elsewhere/lib.so.1", "other");
        Assert.NotEqual(before, Digest());
    }

    [Fact]
    public void OfALinkToSharedLibraries_TheVersionCounts_AndNothingBehindLinksInIt()
    {
        Write("elsewhere/libtorch-2.10.0/libtorch.so", "half a gigabyte");
        Directory.CreateSymbolicLink(root.Combine("_shared"), root.Combine("elsewhere"));
        string before = Digest("libtorch");
        Assert.NotEqual(Digest(), before);
        Directory.CreateSymbolicLink(root.Combine("elsewhere", "libtorch-2.10.0", "all"), Path.GetPathRoot(root.Path)!);
        Assert.Equal(before, Digest("libtorch"));
    }

    [Fact]
    public void AMissingFolder_IsNamed() =>
        Assert.Contains(
            "Nowhere", Assert.Throws<InvalidDataException>(() => PluginDigest.Of(root.Combine("Nowhere"), [])).Message);

    private string Digest(params string[] shared) => PluginDigest.Of(Plugin, shared);

    private void Write(string file, string content)
    {
        string path = root.Combine(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
