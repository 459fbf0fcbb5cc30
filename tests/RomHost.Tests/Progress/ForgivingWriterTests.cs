using RomHost.Progress;

namespace RomHost.Tests.Progress;

public sealed class ForgivingWriterTests
{
    [Fact]
    public void WhatCannotBeWritten_IsDropped()
    {
        using var full = new StreamWriter(new FullStream()) { AutoFlush = true };
        Assert.Throws<IOException>(() => full.WriteLine("without it"));
        var writer = new ForgivingWriter(full);
        writer.WriteLine("warning: somewhere");
        writer.Write('x');
        writer.Write("text");
        writer.Flush();
    }

    [Fact]
    public void WhatCanBeWritten_IsWritten()
    {
        using var inner = new StringWriter();
        var writer = new ForgivingWriter(inner);
        writer.Write("a");
        writer.Write('b');
        writer.WriteLine("c");
        Assert.Equal("abc" + Environment.NewLine, inner.ToString());
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) =>
            throw new IOException("No space left on device");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }
}
