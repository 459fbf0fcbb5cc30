using System.Globalization;

namespace Rom.Testing.Options;

/// <summary>
/// Reads and writes single values in the one spelling that every YAML reader takes for the same: <c>010</c>,
/// <c>1:30</c>, <c>1_000</c> and <c>yes</c>, which YAML 1.1 and 1.2 read differently, are refused.
/// </summary>
internal static class ScalarValue
{
    /// <summary>The types that a single value can have, enums apart, with their names in messages.</summary>
    public static readonly IReadOnlyDictionary<Type, string> Nouns = new Dictionary<Type, string>
    {
        [typeof(bool)] = "true or false",
        [typeof(int)] = "an integer",
        [typeof(long)] = "an integer",
        [typeof(ulong)] = "an integer of at least 0",
        [typeof(float)] = "a number",
        [typeof(double)] = "a number",
        [typeof(string)] = "text",
    };

    /// <summary>
    /// Characters of the longest number: the least double, written out without an exponent, has 325 before its digits
    /// begin.
    /// </summary>
    public const int LongestNumber = 400;

    /// <summary>Reads a value.</summary>
    /// <param name="text">The text.</param>
    /// <param name="type">One of <see cref="Nouns"/>, or an enum.</param>
    /// <returns>The value, or null where the text stands for none.</returns>
    public static object? Parse(string text, Type type)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (type == typeof(string)) return text;
        if (type.IsEnum) return ParseName(text, type);
        if (type == typeof(bool)) return text switch { "true" => true, "false" => false, _ => null };
        if (text.Length > LongestNumber) return null;
        if (type == typeof(double) || type == typeof(float))
        {
            if (!IsNumber(text)) return null;
            double number = double.Parse(text, NumberStyles.Float, invariant);
            if (type == typeof(float)) return float.IsFinite((float)number) ? (float)number : null;
            return double.IsFinite(number) ? number : null;
        }
        if (!IsInteger(text)) return null;
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out int i) ? i : null;
        if (type == typeof(long))
            return long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out long l) ? l : null;
        return ulong.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out ulong u) ? u : null;
    }

    /// <summary>Formats a value so that <see cref="Parse"/> gives it back.</summary>
    /// <param name="value">The value.</param>
    public static string Format(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => WithPoint(number.ToString("R", CultureInfo.InvariantCulture)),
        float number => WithPoint(number.ToString("R", CultureInfo.InvariantCulture)),
        Enum member => KeyName.Of(member.ToString()),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Whether a text is an integer, however large: <c>[-+]?(0|[1-9][0-9]*)</c>.</summary>
    /// <remarks>The compiler takes longer for the expression than everything else that reads options does.</remarks>
    /// <param name="text">The text.</param>
    public static bool IsInteger(ReadOnlySpan<char> text) =>
        WithoutSign(text) is { IsEmpty: false } digits && CountDigits(digits) == digits.Length
        && (digits.Length == 1 || digits[0] != '0');

    /// <summary>
    /// Whether a text is a decimal number, however large:
    /// <c>[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?</c>.
    /// </summary>
    /// <param name="text">The text.</param>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        var rest = WithoutSign(text);
        int whole = CountDigits(rest), decimals = 0;
        if (whole > 1 && rest[0] == '0') return false;
        rest = rest[whole..];
        if (rest is ['.', ..])
        {
            decimals = CountDigits(rest[1..]);
            rest = rest[(1 + decimals)..];
        }
        if (whole + decimals == 0 || rest is not ['e' or 'E', ..]) return whole + decimals > 0 && rest.IsEmpty;
        var exponent = WithoutSign(rest[1..]);
        return !exponent.IsEmpty && CountDigits(exponent) == exponent.Length;
    }

    private static object? ParseName(string text, Type type)
    {
        int index = KeyName.OfValues(type).ToList().IndexOf(text);
        return index < 0 ? null : Enum.Parse(type, Enum.GetNames(type)[index]);
    }

    // YAML 1.1 readers take 1e-05 for text; with a point in it, all take it for a number.
    private static string WithPoint(string number) => number.Contains('.') || !number.Contains('E')
        ? number.Replace('E', 'e')
        : number.Replace("E", ".0e");

    private static ReadOnlySpan<char> WithoutSign(ReadOnlySpan<char> text) =>
        text is ['-' or '+', ..] ? text[1..] : text;

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count])) count++;
        return count;
    }
}
