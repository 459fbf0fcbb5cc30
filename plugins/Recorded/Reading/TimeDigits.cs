using System.Globalization;

namespace Recorded.Reading;

/// <summary>Infers the precision of a file's times from their digits.</summary>
internal sealed class TimeDigits
{
    private int mostDecimals;
    private int mostSignificant;
    private double largest;
    private bool areSingles = true;

    /// <summary>Adds a time of a table.</summary>
    /// <param name="text">Its text, a number.</param>
    /// <param name="value">The number.</param>
    public void Add(ReadOnlySpan<byte> text, double value)
    {
        largest = Math.Max(largest, Math.Abs(value));
        areSingles = areSingles && (float)value == value;
        int exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        int exponent = 0;
        if (exponentAt >= 0)
        {
            _ = int.TryParse(
                text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
            text = text[..exponentAt];
        }
        int point = text.IndexOf((byte)'.');
        mostDecimals = Math.Max(mostDecimals, (point < 0 ? 0 : text.Length - point - 1) - exponent);
        int first = text.IndexOfAnyInRange((byte)'1', (byte)'9');
        if (first >= 0) mostSignificant = Math.Max(mostSignificant, text.Length - first - (point > first ? 1 : 0));
    }

    /// <summary>Adds a time of an array.</summary>
    /// <param name="value">The time.</param>
    /// <param name="isSingle">Whether it is stored in single precision.</param>
    public void Add(double value, bool isSingle)
    {
        Span<byte> text = stackalloc byte[40];
        int length = 0;
        // The shortest text that is read as the same number of that type.
        _ = isSingle
            ? ((float)value).TryFormat(text, out length, "R", CultureInfo.InvariantCulture)
            : value.TryFormat(text, out length, "R", CultureInfo.InvariantCulture);
        Add(text[..length], value);
    }

    /// <summary>Returns the inferred precision.</summary>
    /// <param name="unit">One unit of the file's times [time units].</param>
    /// <remarks>
    /// Programs print a fixed number of decimals or a fixed number of digits: one of the two is the same for all times.
    /// Times that are all exact in single precision may have been computed in it.
    /// </remarks>
    public FrameClock ToClock(double unit)
    {
        double decimals = Math.Pow(10, -mostDecimals);
        double digits = largest > 0 ? Math.Pow(10, Math.Floor(Math.Log10(largest)) + 1 - mostSignificant) : 0;
        double precision = areSingles && largest <= float.MaxValue
            ? MathF.BitIncrement((float)largest) - (double)(float)largest
            : Math.BitIncrement(largest) - largest;
        return new FrameClock(precision * unit, Math.Max(decimals, digits) * unit, false);
    }
}
