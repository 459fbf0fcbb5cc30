using System.Diagnostics;
using System.Net.Sockets;
using Rom.Numerics.Files;
using Rom.Numerics.Npz;
using Rom.Numerics.StateDict;

namespace Rom.Numerics.Tests.Files;

/// <summary>
/// Anything but a regular file is refused at once: opening a pipe would wait for a writer, and these tests have none.
/// </summary>
public sealed class RegularFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AFile_IsRead_AlsoBehindALink()
    {
        string path = At("a.txt"), link = At("link.txt");
        File.WriteAllText(path, "one\ntwo\n");
        File.CreateSymbolicLink(link, path);
        Assert.Null(RegularFile.OtherKindOf(path));
        Assert.Null(RegularFile.OtherKindOf(link));
        Assert.Equal("one\ntwo\n", RegularFile.ReadAllText(link));
        Assert.Equal(["one", "two"], RegularFile.ReadLines(path));
    }

    [Fact]
    public void NoFile_IsNotFound()
    {
        Assert.Null(RegularFile.OtherKindOf(At("none")));
        Assert.Throws<FileNotFoundException>(() => RegularFile.OpenRead(At("none")));
    }

    [Fact]
    public void AFolder_IsRefused() => AssertRefused(folder.Path, "a folder");

    [Fact]
    public void APipe_IsRefused_AlsoBehindALink()
    {
        string pipe = Pipe("a.pipe"), link = At("link.pipe");
        File.CreateSymbolicLink(link, pipe);
        AssertRefused(pipe, "a pipe (FIFO)");
        AssertRefused(link, "a pipe (FIFO)");
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    public void ADevice_IsRefused(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "devices are no files there");
        AssertRefused(path, "a device");
        string link = At("link");
        File.CreateSymbolicLink(link, path);
        AssertRefused(link, "a device");
    }

    [Fact]
    public void ASocket_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sockets are of another kind there");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(At("s")));
        AssertRefused(At("s"), "a socket");
    }

    [Fact]
    public void ReadersOfArraysAndTensors_RefuseAPipe_ByName()
    {
        string arrays = Pipe("a.npz"), tensors = Pipe("a.pt");
        foreach (var read in (Action[])
        [
            () => NpzReader.Open(arrays), () => StateDictFile.Read(tensors), () => StateDictFile.Describe(tensors),
        ])
        {
            var e = Assert.Throws<InvalidDataException>(read);
            Assert.Contains("a pipe (FIFO)", e.Message);
            Assert.Contains(folder.Path, e.Message);
        }
    }

    private static void AssertRefused(string path, string kind)
    {
        Assert.Equal(kind, RegularFile.OtherKindOf(path));
        Action[] reads =
        [
            () => RegularFile.OpenRead(path), () => RegularFile.ReadAllText(path),
            () => RegularFile.ReadLines(path).Any(),
        ];
        foreach (var read in reads)
        {
            var e = Assert.Throws<NotRegularFileException>(read);
            Assert.Equal($"expected a file, found {kind} at {path}", e.Message);
        }
    }

    private string Pipe(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes have no path in a folder there");
        using var mkfifo = Process.Start("mkfifo", [At(name)]);
        mkfifo.WaitForExit();
        return At(name);
    }

    private string At(string name) => folder.Combine(name);
}
