using System.Buffers;
using System.IO.Hashing;

namespace Rom.Numerics.Npz;

/// <summary>Computes the CRC-32 of an archive entry while it is read, and compares it at the end.</summary>
/// <param name="entry">The entry's content, from its beginning.</param>
/// <param name="expected">The CRC-32 that the archive's directory states.</param>
/// <param name="cancellation">Cancels the reading between two pieces.</param>
internal sealed class ChecksumStream(Stream entry, uint expected, CancellationToken cancellation) : Stream
{
    // Data that was just read is still in the processor's cache when it is hashed.
    private const int Piece = 1 << 18;

    private const int Rest = 1 << 14; // bytes per read of content that is hashed only

    private readonly Crc32 crc = new();

    /// <summary>Reads the rest of the entry and compares its checksum.</summary>
    /// <exception cref="InvalidDataException">The checksum differs.</exception>
    public void Verify()
    {
        var rest = ArrayPool<byte>.Shared.Rent(Rest);
        while (Read(rest) > 0)
        {
        }
        ArrayPool<byte>.Shared.Return(rest);
        if (crc.GetCurrentHashAsUInt32() != expected)
            throw new InvalidDataException(
                "its checksum (CRC-32) does not match: the file is damaged; copy or make it again");
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        int read = entry.Read(buffer[..Math.Min(buffer.Length, Piece)]);
        crc.Append(buffer[..read]);
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) entry.Dispose();
        base.Dispose(disposing);
    }
}
