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

    // What lies there may change between the look at it and its opening.
    [Fact]
    public void APipeThatTookAFilesPlace_IsRefused_WithoutWaitingForAWriter()
    {
        string pipe = Pipe("swapped");
        var e = Assert.Throws<NotRegularFileException>(() => RegularFile.OpenChecked(pipe, bufferSize: 0));
        Assert.Equal($"expected a file, found a pipe (FIFO) at {pipe}", e.Message);
        Assert.Throws<NotRegularFileException>(() => RegularFile.OpenChecked(folder.Path, bufferSize: 0));
    }

    [Fact]
    public void AnOpenFile_IsNotInheritedByOtherPrograms_AndItsReadingWaits()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "flags of open files are read in /proc");
        File.WriteAllText(At("a.txt"), "text");
        using var file = RegularFile.OpenRead(At("a.txt"));
        string line = File.ReadLines($"/proc/self/fdinfo/{file.SafeFileHandle.DangerousGetHandle()}")
            .Single(text => text.StartsWith("flags:", StringComparison.Ordinal));
        const int CloseOnExecute = 0x80000, NonBlocking = 0x800;
        Assert.Equal(CloseOnExecute, Convert.ToInt32(line.Split('\t')[^1], 8) & (CloseOnExecute | NonBlocking));
    }

    [Fact]
    public void AFileThatIsLocked_IsRead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "locks are not advisory there");
        using var locked = new FileStream(At("a.txt"), FileMode.Create, FileAccess.Write, FileShare.None);
        locked.Write("text"u8);
        locked.Flush();
        Assert.Equal("text", RegularFile.ReadAllText(At("a.txt")));
    }

    [Theory]
    [InlineData("none", typeof(FileNotFoundException))]
    [InlineData("none/none", typeof(DirectoryNotFoundException))]
    [InlineData("a.txt/none", typeof(DirectoryNotFoundException))]
    [InlineData("", typeof(ArgumentException))]
    [InlineData("a.txt\0none", typeof(ArgumentException))]
    public void WhatCannotBeOpened_HasTheExceptionOfAnyStream(string name, Type type)
    {
        File.WriteAllText(At("a.txt"), "text");
        string path = name.Length > 0 ? At(name) : name;
        var e = Assert.Throws(type, () => RegularFile.OpenRead(path).Dispose());
        Assert.Equal(Assert.Throws(type, () => File.OpenRead(path).Dispose()).Message, e.Message);
    }

    [Fact]
    public void ALinkToItself_HasTheExceptionOfAnyStream()
    {
        File.CreateSymbolicLink(At("link"), At("link"));
        Assert.Equal(
            Assert.Throws<IOException>(() => File.OpenRead(At("link"))).Message,
            Assert.Throws<IOException>(() => RegularFile.OpenRead(At("link"))).Message);
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
