using System.Globalization;

namespace Rom.Analysis.Growth;

/// <summary>
/// Reads declared growth such as <c>O(N*p*d² + p³d³)</c>: sums of products of powers; a symbol is a single letter.
/// </summary>
/// <remarks>
/// <c>sum: product (+ product)*; product: power ([*] power)*; power: (letter | number | (sum)) [^number | ²³…]</c>
/// </remarks>
public static class DeclaredGrowth
{
    // Longer than any realistic declaration, and a bound on the recursion for parentheses.
    private const int Longest = 200;

    /// <summary>
    /// Returns the largest exponent of a symbol in a declaration, by which the cost grows once the symbol is large.
    /// </summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="symbol">The symbol, such as <c>N</c>.</param>
    /// <returns>
    /// The exponent, 0 where the symbol does not occur; null where the declaration has another form, such as a
    /// logarithm.
    /// </returns>
    public static double? ExponentOf(string declaration, char symbol)
    {
        string text = string.Concat(declaration.Where(c => !char.IsWhiteSpace(c)));
        if (text.Length > Longest || !text.StartsWith("O(", StringComparison.Ordinal)) return null;
        int at = 1;
        return Power(text, symbol, ref at) is { } exponent && at == text.Length ? exponent : null;
    }

    private static double? Sum(string text, char symbol, ref int at)
    {
        double? largest = Product(text, symbol, ref at);
        while (largest is not null && Takes(text, '+', ref at))
            largest = Product(text, symbol, ref at) is { } next ? Math.Max(largest.Value, next) : null;
        return largest;
    }

    private static double? Product(string text, char symbol, ref int at)
    {
        double? exponent = Power(text, symbol, ref at);
        while (exponent is not null && at < text.Length && text[at] is not ('+' or ')'))
        {
            _ = Takes(text, '*', ref at) || Takes(text, '·', ref at);
            exponent += Power(text, symbol, ref at);
        }
        return exponent;
    }

    private static double? Power(string text, char symbol, ref int at)
    {
        if (at >= text.Length) return null;
        double? exponent = null;
        if (Takes(text, '(', ref at))
        {
            exponent = Sum(text, symbol, ref at);
            if (!Takes(text, ')', ref at)) return null;
        }
        else if (char.IsLetter(text[at]))
        {
            if (at + 1 < text.Length && char.IsLetter(text[at + 1])) return null; // a word, or a logarithm
            exponent = text[at++] == symbol ? 1 : 0;
        }
        else if (Number(text, ref at) is not null)
        {
            exponent = 0;
        }
        return exponent * Raised(text, ref at);
    }

    private static double? Raised(string text, ref int at)
    {
        if (Takes(text, '^', ref at)) return Number(text, ref at);
        const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        double? power = null;
        for (; at < text.Length && Superscripts.IndexOf(text[at]) is >= 0 and var digit; at++)
            power = 10 * (power ?? 0) + digit;
        return power ?? 1;
    }

    private static double? Number(string text, ref int at)
    {
        int begin = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        return double.TryParse(text.AsSpan(begin, at - begin), CultureInfo.InvariantCulture, out double value)
            ? value
            : null;
    }

    private static bool Takes(string text, char expected, ref int at)
    {
        if (at >= text.Length || text[at] != expected) return false;
        at++;
        return true;
    }
}
