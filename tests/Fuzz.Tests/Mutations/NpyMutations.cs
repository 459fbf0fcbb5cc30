using System.Buffers.Binary;
using System.Text;

namespace Fuzz.Tests.Mutations;

/// <summary>
/// Changes an array as NumPy writes it (NEP 1): version, header's length, type, order, shape, and elements.
/// </summary>
internal static class NpyMutations
{
    private static readonly string[] Types =
    [
        "<f4", "<f8", "<i1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "|b1", ">f8", "<f2", "<f16", "<c8",
        "<c16", "|O", "|S8", "<U1", "<U0",
        "<U4000", "<U2147483647", "<M8[ns]", "|V8", "=f8", "<f99999999999", "<f0", "<x4", "",
    ];

    private static readonly int[] Sizes = [0, 1, 2, 3, 5, 8, 100, 65536, 1 << 20, 1 << 28, int.MaxValue];

    /// <summary>One of them.</summary>
    public static byte[] Any(byte[] input, Random random)
    {
        int prefix = input.Length > 6 && input[6] >= 2 ? 12 : 10;
        if (input.Length < prefix) return ByteMutations.Any(input, random);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(input.AsSpan(8));
        if (prefix + length > input.Length) return ByteMutations.Any(input, random);
        string header = Encoding.Latin1.GetString(input, prefix, length);
        byte[] elements = input[(prefix + length)..];
        switch (random.Next(12))
        {
            case 0:
                return Array(Between(header, "'descr': ", ",", $"'{Awkward.Pick(Types, random)}'"), elements, random);
            case 1:
                return Array(
                    Between(header, "'fortran_order': ", ",", Awkward.Pick(["True", "False", "true", "1", ""], random)),
                    elements, random);
            case 2 or 3: return Array(Between(header, "'shape': (", ")", Shape(random)), elements, random);
            case 4: // as many elements as there are, in many dimensions, some of them in Fortran order
                string ones = string.Concat(Enumerable.Repeat("1, ", random.Next(3000)));
                string order = Between(header, "'fortran_order': ", ",", "True");
                return Array(
                    order.Replace("'shape': (", "'shape': (" + ones, StringComparison.Ordinal), elements, random);
            case 5: return Array(TextMutations.Change(header, random), elements, random);
            case 6:
                return Array(
                    "{'descr': '<f8', 'fortran_order': False, 'shape': (" + Shape(random) + "), }", elements, random);
            case 7: return Array(header, [.. elements, .. elements], random);
            case 8: return Array(header, elements[..random.Next(elements.Length + 1)], random);
            case 9: return Array(header, Filled(elements, random), random);
            case 10: // many small elements that fit their shape: they expand, in a packed archive, and in other types
                int n = random.Next(20) == 0 ? 1 << 21 : random.Next(5000);
                string many = random.Next(2) == 0 ? "" : string.Concat(Enumerable.Repeat("1, ", random.Next(4000)));
                return Array(
                    $"{{'descr': '{Awkward.Pick(["|u1", "|i1", "|b1"], random)}', 'fortran_order': "
                    + $"{Awkward.Pick(["True", "False"], random)}, 'shape': ({many}{n},), }}", new byte[n], random);
            default: return ByteMutations.Any(input, random);
        }
    }

    private static string Shape(Random random)
    {
        int rank = random.Next(5) == 0 ? random.Next(5000) : random.Next(6);
        return string.Concat(
            Enumerable.Range(0, rank)
                .Select(_ =>
                    $"{(random.Next(20) == 0 ? Awkward.Number(random) : Awkward.Pick(Sizes, random).ToString())}, "));
    }

    // Special values in whole rows of elements.
    private static byte[] Filled(byte[] elements, Random random)
    {
        byte[] filled = [.. elements];
        byte[] value =
            BitConverter.GetBytes(Awkward.Pick(
                [double.NaN, double.PositiveInfinity, double.MaxValue, -double.MaxValue, double.Epsilon, 1e-320, 0, -1],
                random));
        for (int i = random.Next(3) == 0 ? 0 : 8 * random.Next(1 + elements.Length / 8); i + 8
            <= filled.Length; i += 8 * (1 + random.Next(5)))
            value.CopyTo(filled, i);
        return filled;
    }

    private static string Between(string text, string before, string after, string by)
    {
        int start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0) return text;
        start += before.Length;
        int end = text.IndexOf(after, start, StringComparison.Ordinal);
        return end < 0 ? text : text[..start] + by + text[end..];
    }

    private static byte[] Array(string header, byte[] elements, Random random)
    {
        byte[] text = Encoding.Latin1.GetBytes(header.TrimEnd(' ', '\n') + "\n");
        byte version = random.Next(10) == 0 ? (byte)random.Next(5) : text.Length > ushort.MaxValue ? (byte)2 : (byte)1;
        byte[] length = BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. version >= 2 ? length : length[..2], .. text, .. elements];
    }
}
