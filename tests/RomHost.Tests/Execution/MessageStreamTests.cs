using RomHost.Execution;

namespace RomHost.Tests.Execution;

public sealed class MessageStreamTests
{
    [Fact]
    public void WhatIsSentIsRead()
    {
        using var pipe = new MemoryStream();
        var sender = new MessageStream(Stream.Null, pipe);
        sender.Send(MessageKind.Opened);
        sender.Send(MessageKind.Progress, writer =>
        {
            writer.Write(double.NaN);
            writer.Write(-7);
            MessageStream.WriteText(writer, "ΔR² 🐟\0");
            MessageStream.WriteText(writer, "");
            MessageStream.WriteValues(writer, [1, double.PositiveInfinity, -0.0]);
            MessageStream.WriteValues(writer, []);
        });
        pipe.Position = 0;
        var reader = new MessageStream(pipe, Stream.Null);
        Assert.Equal(MessageKind.Opened, reader.Next());
        Assert.Equal(MessageKind.Progress, reader.Next());
        Assert.Equal(double.NaN, reader.ReadDouble());
        Assert.Equal(-7, reader.ReadInt32());
        Assert.Equal("ΔR² 🐟\0", reader.ReadText());
        Assert.Equal("", reader.ReadText());
        Assert.Equal([1, double.PositiveInfinity, -0.0], reader.ReadValues());
        Assert.Empty(reader.ReadValues());
        Assert.Null(reader.Next());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void ALengthThatCannotBe_IsRefusedBeforeAnythingIsAllocated(int length)
    {
        MessageStream Of() => new(new MemoryStream(BitConverter.GetBytes(length)), Stream.Null);
        Assert.Throws<InvalidDataException>(() => Of().ReadText());
        Assert.Throws<InvalidDataException>(() => Of().ReadValues());
    }
}
