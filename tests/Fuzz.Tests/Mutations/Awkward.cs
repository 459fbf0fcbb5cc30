namespace Fuzz.Tests.Mutations;

/// <summary>
/// Values at which readers fail: limits of types, texts that are not numbers, and texts that control a terminal or
/// leave a folder.
/// </summary>
internal static class Awkward
{
    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "2", "7", "255", "256", "65536", "2147483647", "2147483648", "-2147483648", "4294967295",
        "9223372036854775807",
        "9223372036854775808", "-9223372036854775809", "18446744073709551616", "1e-320", "5e-324", "-1e-320", "1e308",
        "-1e308", "1e309", "1e-400",
        "0.1", "1e9", "1e15", "1e16", "nan", "NaN", ".nan", "inf", "-inf", ".inf", "Infinity", "0x10", "0o17", "1_000",
        "1,5", "+3", "1.", ".5", "1e", "007",
        new('9', 400), "0." + new string('0', 400) + "1", "1" + new string('0', 5000),
    ];

    private static readonly string[] Texts =
    [
        "", " ", "null", "true", "no", "~", "a", "x y", "'", "\"", "\\", "\u001b[31m", "\u0000", "\t", "\r", "\n",
        "\u2028", "\u202e", "\u200b", "\ufeff",
        "é", "😀", "\ud800", "..", "../../x", "/", "C:\\x", "CON", "a/b", "-", "--", "=1+1", "@x", "#", "%",
        new('a', 300), new('é', 5000), "T", "t", "{}", "[]",
    ];

    private static readonly ulong[] Integers =
    [
        0, 1, 2, 3, 7, 8, 20, 100, 127, 128, 255, 256, 1000, 32767, 32768, 65535, 65536, 1 << 20, 1 << 24, int.MaxValue,
        1UL << 31, uint.MaxValue, 1UL << 32, 1UL << 40, long.MaxValue, 1UL << 63, ulong.MaxValue,
    ];

    /// <summary>A number as text, or a text that resembles one.</summary>
    public static string Number(Random random) =>
        random.Next(4) == 0
            ? random.Next(-5, 200).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : Pick(Numbers, random);

    /// <summary>A text.</summary>
    public static string Text(Random random) => Pick(Texts, random);

    /// <summary>A text or a number.</summary>
    public static string Value(Random random) => random.Next(2) == 0 ? Number(random) : Text(random);

    /// <summary>A whole number, and at times its neighbour.</summary>
    public static ulong Integer(Random random) => unchecked(Pick(Integers, random) + (ulong)random.Next(-1, 2));

    /// <summary>One of several.</summary>
    public static T Pick<T>(IReadOnlyList<T> list, Random random) => list[random.Next(list.Count)];
}
