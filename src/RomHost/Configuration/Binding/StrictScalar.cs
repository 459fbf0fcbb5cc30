using System.Globalization;
using System.Text.RegularExpressions;
using Rom.Forecasting.Serialization;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Binding;

/// <summary>
/// Reads single values in the one way in which every YAML reader would take them. What YAML 1.1 and 1.2 read
/// differently (<c>010</c>, <c>1:30</c>, <c>1_000</c>, <c>yes</c>) is refused, and the message says what another reader
/// makes of it.
/// </summary>
internal static partial class StrictScalar
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

    // The least double, written out without an exponent, has 325 characters before its digits begin.
    private const int LongestNumber = 400;

    /// <summary>Reads a value.</summary>
    /// <param name="node">The node, not null.</param>
    /// <param name="type">One of <see cref="Nouns"/>.</param>
    /// <param name="value">The value.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Read(ScalarNode node, Type type, out object? value)
    {
        value = type == typeof(string) ? node.Text : node.IsQuoted ? null : Parse(node.Text, type);
        if (value is not null) return null;
        string cure = node.IsQuoted ? "; it is text because of its quotes, remove them" : Cure(node.Text, type);
        return $"expected {Nouns[type]}, found {node.Description}{cure}";
    }

    /// <summary>How a value is written so that <see cref="Read"/> gives it back.</summary>
    public static string Format(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => WithPoint(number.ToString("R", CultureInfo.InvariantCulture)),
        float number => WithPoint(number.ToString("R", CultureInfo.InvariantCulture)),
        Enum member => KeyName.Of(member.ToString()),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>YAML 1.1 readers take <c>1e-05</c> for text; with a point in it, all take it for a number.</summary>
    private static string WithPoint(string number) => number.Contains('.') || !number.Contains('E')
        ? number.Replace('E', 'e')
        : number.Replace("E", ".0e");

    private static object? Parse(string text, Type type)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (type == typeof(bool)) return text switch { "true" => true, "false" => false, _ => null };
        if (text.Length > LongestNumber) return null;
        if (type == typeof(double) || type == typeof(float))
        {
            if (!Number().IsMatch(text)) return null;
            double number = double.Parse(text, NumberStyles.Float, invariant);
            if (type == typeof(float)) return float.IsFinite((float)number) ? (float)number : null;
            return double.IsFinite(number) ? number : null;
        }
        if (!Integer().IsMatch(text)) return null;
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out int i) ? i : null;
        if (type == typeof(long))
            return long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out long l) ? l : null;
        return ulong.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out ulong u) ? u : null;
    }

    private static string Cure(string text, Type type)
    {
        bool wantsNumber = type != typeof(bool);
        if (text.Length > LongestNumber) return wantsNumber ? $"; numbers of more than {LongestNumber} characters are not read" : "";
        if (Notation.AsTyped(text) is { } plain)
        {
            string problem = Parse(plain, type) is null ? "" : $", write {Printable.Short(plain)}";
            return $"; it contains characters of typesetting or of another keyboard{problem}";
        }
        if (text is "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "True" or "TRUE" or "y" or "Y")
            return wantsNumber ? "" : "; some readers take it for true, write true";
        if (text is "no" or "No" or "NO" or "off" or "Off" or "OFF" or "False" or "FALSE" or "n" or "N")
            return wantsNumber ? "" : "; some readers take it for false, write false";
        if (!wantsNumber) return "";
        if (text.TrimStart('+', '-').ToLowerInvariant() is ".nan" or "nan" or ".inf" or "inf" or "infinity")
            return "; only finite numbers are accepted";
        if (LeadingZero().IsMatch(text))
        {
            string decimalText = text.TrimStart('+', '-').TrimStart('0');
            if (text.Any(c => c is '8' or '9')) return $"; without the leading zero it is {decimalText}";
            string octal = Based(text.TrimStart('+', '-'), 8).ToString(CultureInfo.InvariantCulture);
            return $"; another reader would take it for the octal number {octal}, write {decimalText}";
        }
        if (HexOrOctal().IsMatch(text))
            return $"; another reader would take it for {Based(text[2..], text[1] == 'x' ? 16 : 8)}, write that";
        if (BaseSixty().IsMatch(text))
        {
            long seconds = text.Split(':')
                .Aggregate(0L, (sum, part) => (sum * 60) + long.Parse(part, CultureInfo.InvariantCulture));
            return $"; another reader would take it for {seconds} (base 60), write the number";
        }
        if (Underscored().IsMatch(text))
            return $"; another reader would take it for {Printable.Short(text.Replace("_", ""))}, write that";
        if (text.Contains(',') && Number().IsMatch(text.Replace(',', '.'))) return $"; write {Printable.Short(text.Replace(',', '.'))}";
        if (Number().IsMatch(text) && type != typeof(double) && type != typeof(float))
        {
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number);
            if (Integer().IsMatch(text)) return type == typeof(ulong) && text[0] == '-' ? "" : "; it is too large";
            return number == Math.Floor(number) && number != 0 ? $"; write {number:0}" : "";
        }
        if (Number().IsMatch(text)) return "; it is too large";
        return Beginning().Match(text) is { Success: true } begins
            ? $"; {Rest(begins.Groups["rest"].Value)}write {Printable.Short(begins.Groups["number"].Value)}"
            : "";
    }

    private static string Rest(string rest) => rest.TrimStart() switch
    {
        ['#', ..] => "a comment begins with a blank and '#': ",
        ['/', '/', ..] => "a comment begins with '#': ",
        "," or ";" => "a line ends without a mark: ",
        _ => "a number stands alone, without a unit: ",
    };

    private static System.Numerics.BigInteger Based(string digits, int radix) => digits
        .Aggregate(System.Numerics.BigInteger.Zero, (sum, c) => (sum * radix) + Convert.ToInt32(c.ToString(), 16));

    [GeneratedRegex(@"\A[-+]?(0|[1-9][0-9]*)\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"\A[-+]?0{1,20}[1-9][0-9]{0,20}\z")]
    private static partial Regex LeadingZero();

    [GeneratedRegex(@"\A0(x[0-9a-fA-F]{1,16}|o[0-7]{1,20})\z")]
    private static partial Regex HexOrOctal();

    [GeneratedRegex(@"\A[0-9]{1,9}(:[0-5]?[0-9]){1,3}\z")]
    private static partial Regex BaseSixty();

    [GeneratedRegex(
        @"\A(?<number>[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
        + @"(?<rest> *(?:#|//|[,;]\z|[A-Za-zµ°%]).*)\z")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\A[-+]?[0-9][0-9_]*_[0-9_]*(\.[0-9_]*)?\z")]
    private static partial Regex Underscored();
}
