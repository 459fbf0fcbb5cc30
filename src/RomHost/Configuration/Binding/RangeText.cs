using System.ComponentModel.DataAnnotations;
using Rom.Testing.Options;

namespace RomHost.Configuration.Binding;

/// <summary>Describes the values that a <see cref="RangeAttribute"/> allows.</summary>
internal static class RangeText
{
    /// <summary>
    /// Returns text such as <c>at least 1</c>, <c>above 0</c>, <c>from 0 to 1</c>; null where every value is allowed.
    /// </summary>
    public static string? Of(RangeAttribute range)
    {
        bool aboveLow = IsExclusiveLow(range);
        string? low = Low(range) is { } l ? ScalarValue.Format(l) : null;
        string? high = High(range) is { } h ? ScalarValue.Format(h) : null;
        return (low, high) switch
        {
            (null, null) => null,
            (_, null) => aboveLow ? $"above {low}" : $"at least {low}",
            (null, _) => range.MaximumIsExclusive ? $"below {high}" : $"at most {high}",
            _ => (aboveLow, range.MaximumIsExclusive) switch
            {
                (false, false) => $"from {low} to {high}",
                (true, false) => $"above {low} and at most {high}",
                (false, true) => $"at least {low} and below {high}",
                _ => $"above {low} and below {high}",
            },
        };
    }

    /// <summary>Returns the lower bound, or null where it is the type's own.</summary>
    public static object? Low(RangeAttribute range) => Bound(range.Minimum);

    /// <summary>Returns whether the lower bound itself is excluded.</summary>
    public static bool IsExclusiveLow(RangeAttribute range) =>
        range.MinimumIsExclusive || range.Minimum is double.Epsilon;

    /// <summary>Returns the upper bound, or null where it is the type's own.</summary>
    public static object? High(RangeAttribute range) => Bound(range.Maximum);

    // An attribute cannot omit a bound: the extremes of the type, and infinity, stand for no bound.
    private static object? Bound(object bound) => bound switch
    {
        int.MaxValue or int.MinValue => null,
        // The least double above 0 stands for "above 0".
        double.Epsilon => 0.0,
        double d when !double.IsFinite(d) || Math.Abs(d) == double.MaxValue => null,
        string text when long.TryParse(text, out long l) => l is long.MaxValue or long.MinValue ? null : l,
        _ => bound,
    };
}
