using System.ComponentModel.DataAnnotations;
using Rom.Testing.Options;

namespace RomHost.Configuration.Binding;

/// <summary>Says what a <see cref="RangeAttribute"/> allows.</summary>
internal static class RangeText
{
    /// <summary>
    /// For example <c>at least 1</c>, <c>above 0</c>, <c>from 0 to 1</c>; null where everything is allowed.
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

    /// <summary>The lower bound, or null where it is none but the type's own.</summary>
    public static object? Low(RangeAttribute range) => Bound(range.Minimum);

    /// <summary>Whether the lower bound itself is not allowed.</summary>
    public static bool IsExclusiveLow(RangeAttribute range) => range.MinimumIsExclusive || range.Minimum is double.Epsilon;

    /// <summary>The upper bound, or null where it is none but the type's own.</summary>
    public static object? High(RangeAttribute range) => Bound(range.Maximum);

    // An attribute cannot leave a bound out: the type's own extremes, and infinity, mean that there is none.
    private static object? Bound(object bound) => bound switch
    {
        int.MaxValue or int.MinValue => null,
        // The least double above 0 is a way to say "above 0".
        double.Epsilon => 0.0,
        double d when !double.IsFinite(d) || Math.Abs(d) == double.MaxValue => null,
        string text when long.TryParse(text, out long l) => l is long.MaxValue or long.MinValue ? null : l,
        _ => bound,
    };
}
