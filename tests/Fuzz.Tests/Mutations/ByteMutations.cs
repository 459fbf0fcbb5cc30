using System.Buffers.Binary;

namespace Fuzz.Tests.Mutations;

/// <summary>Changes bytes, regardless of their meaning.</summary>
internal static class ByteMutations
{
    /// <summary>One of them.</summary>
    public static byte[] Any(byte[] input, Random random)
    {
        if (input.Length == 0) return [(byte)random.Next(256)];
        int at = random.Next(input.Length),
            length = Math.Min(input.Length - at, 1 + random.Next(random.Next(2) == 0 ? 8 : 256));
        switch (random.Next(7))
        {
            case 0: return [.. input[..at], (byte)(input[at] ^ (1 << random.Next(8))), .. input[(at + 1)..]];
            case 1: return [.. input[..at], (byte)random.Next(256), .. input[(at + 1)..]];
            case 2: return input[..at];
            case 3: return [.. input[..at], .. input[(at + length)..]];
            case 4: return [.. input[..(at + length)], .. input[at..]];
            case 5:
                var inserted = new byte[length];
                random.NextBytes(inserted);
                return [.. input[..at], .. inserted, .. input[at..]];
            default:
                byte[] output = [.. input, .. new byte[8]];
                ulong value = Awkward.Integer(random);
                if (random.Next(2) == 0) BinaryPrimitives.WriteUInt32LittleEndian(output.AsSpan(at), (uint)value);
                else BinaryPrimitives.WriteUInt64LittleEndian(output.AsSpan(at), value);
                return output[..input.Length];
        }
    }
}
