using System.Globalization;
using System.Text.RegularExpressions;
using Rom.Forecasting.Serialization;
using Rom.Testing.Options;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Binding;

/// <summary>
/// Reads single values (<see cref="ScalarValue"/>). Where YAML readers differ on a value (<c>010</c>, <c>1:30</c>,
/// <c>1_000</c>, <c>yes</c>), the message says what another reader makes of it.
/// </summary>
internal static partial class StrictScalar
{
    /// <summary>Reads a value.</summary>
    /// <param name="node">The node, not null.</param>
    /// <param name="type">One of <see cref="ScalarValue.Nouns"/>.</param>
    /// <param name="value">The value.</param>
    /// <returns>The fault, or null.</returns>
    public static string? Read(ScalarNode node, Type type, out object? value)
    {
        value = type != typeof(string) && node.IsQuoted ? null : ScalarValue.Parse(node.Text, type);
        if (value is not null) return null;
        string remedy = node.IsQuoted ? "; it is text because of its quotes, remove them" : Remedy(node.Text, type);
        return $"expected {ScalarValue.Nouns[type]}, found {node.Description}{remedy}";
    }

    private static string Remedy(string text, Type type)
    {
        bool wantsNumber = type != typeof(bool);
        if (text.Length > ScalarValue.LongestNumber)
            return wantsNumber ? $"; numbers of more than {ScalarValue.LongestNumber} characters are not read" : "";
        if (Notation.AsTyped(text) is { } plain)
        {
            string problem = ScalarValue.Parse(plain, type) is null ? "" : $", write {Printable.Short(plain)}";
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
        if (text.Contains(',') && ScalarValue.IsNumber(text.Replace(',', '.')))
            return type == typeof(double) || type == typeof(float)
                ? $"; write {Printable.Short(text.Replace(',', '.'))}"
                : "; here is one value, and romhost sweep takes several";
        if (ScalarValue.IsNumber(text) && type != typeof(double) && type != typeof(float))
        {
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number);
            if (ScalarValue.IsInteger(text)) return type == typeof(ulong) && text[0] == '-' ? "" : "; it is too large";
            return number == Math.Floor(number) && number != 0 ? $"; write {number:0}" : "";
        }
        if (ScalarValue.IsNumber(text)) return "; it is too large";
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
