namespace RomHost.Reporting.Figures;

/// <summary>
/// Writes a looping GIF of at most 256 colours (GIF89a, CompuServe 1990). Own code, because the frames are colour
/// indices already and no small library accepts them.
/// </summary>
internal static class GifWriter
{
    private const int Bits = 8;
    private const int Clear = 1 << Bits, End = Clear + 1, MostCodes = 4096;

    /// <summary>Writes a movie.</summary>
    /// <param name="stream">The output.</param>
    /// <param name="movie">The movie.</param>
    /// <param name="colours">256 colours, red, green and blue in turn.</param>
    /// <param name="hundredths">Duration of a frame [1/100 s].</param>
    public static void Write(Stream stream, SideBySide movie, ReadOnlySpan<byte> colours, int hundredths)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.ASCII, leaveOpen: true);
        writer.Write("GIF89a"u8);
        Sizes(writer, movie);
        writer.Write([0xF7, 0, 0]); // a global table of 256 colours; background; no aspect ratio
        writer.Write(colours);
        writer.Write([0x21, 0xFF, 11]); // repeated for ever
        writer.Write("NETSCAPE2.0"u8);
        writer.Write([3, 1, 0, 0, 0]);
        foreach (byte[] frame in movie.Frames)
        {
            writer.Write([0x21, 0xF9, 4, 0]);
            writer.Write(checked((ushort)hundredths));
            writer.Write([0, 0, 0x2C, 0, 0, 0, 0]);
            Sizes(writer, movie);
            writer.Write((byte)0);
            Compress(writer, frame);
        }
        writer.Write((byte)0x3B);
    }

    private static void Sizes(BinaryWriter writer, SideBySide movie)
    {
        writer.Write(checked((ushort)movie.Width));
        writer.Write(checked((ushort)movie.Height));
    }

    // Lempel, Ziv and Welch: a code stands for the longest run of indices seen before; codes grow from 9 to 12 bits.
    private static void Compress(BinaryWriter writer, ReadOnlySpan<byte> indices)
    {
        writer.Write((byte)Bits);
        var packed = new CodePacker(writer);
        var table = new Dictionary<int, int>();
        int width = Bits + 1, next = End + 1;
        packed.Add(Clear, width);
        int prefix = indices[0];
        foreach (byte index in indices[1..])
        {
            if (table.TryGetValue(prefix << Bits | index, out int longer))
            {
                prefix = longer;
                continue;
            }
            packed.Add(prefix, width);
            if (next < MostCodes)
            {
                table[prefix << Bits | index] = next;
                if (next == 1 << width) width++;
                next++;
            }
            else
            {
                packed.Add(Clear, width);
                table.Clear();
                (width, next) = (Bits + 1, End + 1);
            }
            prefix = index;
        }
        packed.Add(prefix, width);
        packed.Add(End, width);
        packed.Finish();
    }

    /// <summary>
    /// Writes codes of variable length, lowest bit first, in blocks of at most 255 bytes with their lengths.
    /// </summary>
    private sealed class CodePacker(BinaryWriter writer)
    {
        private readonly byte[] block = new byte[255];
        private int filled, bits, count;

        public void Add(int code, int width)
        {
            bits |= code << count;
            for (count += width; count >= 8; count -= 8, bits >>= 8) Put((byte)bits);
        }

        public void Finish()
        {
            if (count > 0) Put((byte)bits);
            Flush();
            writer.Write((byte)0);
        }

        private void Put(byte value)
        {
            block[filled++] = value;
            if (filled == block.Length) Flush();
        }

        private void Flush()
        {
            if (filled == 0) return;
            writer.Write((byte)filled);
            writer.Write(block, 0, filled);
            filled = 0;
        }
    }
}
