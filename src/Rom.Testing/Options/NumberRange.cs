using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Rom.Testing.Options;

/// <summary>Compares numbers with the bounds of a <see cref="RangeAttribute"/>.</summary>
/// <remarks>
/// The attribute converts the number to the type of its bounds first: <c>[Range(0, 1)]</c> rounds −0.4 to 0 and accepts
/// it, and throws on 1e10. Here neither side is rounded.
/// </remarks>
internal static class NumberRange
{
    /// <summary>Returns whether a value lies within the bounds; NaN never does.</summary>
    /// <param name="range">The bounds.</param>
    /// <param name="value">The value; one that is not a number is left to the attribute.</param>
    public static bool Contains(RangeAttribute range, object? value)
    {
        range.IsValid(null); // bounds given as text get their type on the attribute's first use
        if (range.GetType() != typeof(RangeAttribute) || !IsNumber(value) || !IsNumber(range.Minimum)
            || !IsNumber(range.Maximum))
            return IsValid(range, value);
        return IsWithin(range.Minimum, value!, range.MinimumIsExclusive)
            && IsWithin(value!, range.Maximum, range.MaximumIsExclusive);
    }

    /// <summary>Applies the attribute; a number that the bounds' type cannot hold lies outside.</summary>
    private static bool IsValid(RangeAttribute range, object? value)
    {
        try
        {
            return range.IsValid(value);
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static bool IsWithin(object low, object high, bool isExclusive)
    {
        if (IsWhole(low) && IsWhole(high))
        {
            decimal least = Convert.ToDecimal(low, CultureInfo.InvariantCulture),
                most = Convert.ToDecimal(high, CultureInfo.InvariantCulture);
            return isExclusive ? least < most : least <= most;
        }
        double lower = Convert.ToDouble(low, CultureInfo.InvariantCulture),
            upper = Convert.ToDouble(high, CultureInfo.InvariantCulture);
        return isExclusive ? lower < upper : lower <= upper;
    }

    private static bool IsNumber(object? value) => IsWhole(value) || value is float or double or decimal;

    private static bool IsWhole(object? value) =>
        value is sbyte or byte or short or ushort or int or uint or long or ulong;
}
