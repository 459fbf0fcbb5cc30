namespace Rom.Abstractions;

/// <summary>
/// States what values an option, or a parameter of an initial condition, usually has. A value outside is accepted, and the
/// user is warned: it is probably a slip, or in another unit. A <c>[Range]</c> states what is possible. On a list it
/// holds for the items.
/// </summary>
/// <param name="minimum">The least usual value.</param>
/// <param name="maximum">The largest usual value; infinity where there is none.</param>
/// <param name="reason">
/// Why other values are odd, as the end of a sentence: <c>more than 2π rad turns no further than any direction</c>.
/// </param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UsualRangeAttribute(double minimum, double maximum, string reason) : Attribute
{
    /// <summary>The least usual value.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The largest usual value; infinity where there is none.</summary>
    public double Maximum { get; } = maximum;

    /// <summary>Why other values are odd.</summary>
    public string Reason { get; } = reason;

    /// <summary>Whether a number is usual.</summary>
    /// <param name="value">The number.</param>
    public bool Contains(double value) => value >= Minimum && value <= Maximum;
}
