namespace Rom.Abstractions;

/// <summary>
/// States the usual range of an option or of a parameter of an initial condition. A value outside is accepted with a
/// warning: it is probably a mistake, or in another unit. A <c>[Range]</c> states the possible values. On a list it
/// applies to the items.
/// </summary>
/// <param name="minimum">The smallest usual value.</param>
/// <param name="maximum">The largest usual value; infinity for none.</param>
/// <param name="reason">
/// The reason why other values are unusual, as the end of a sentence: <c>more than 2π rad turns no further than any
/// direction</c>.
/// </param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UsualRangeAttribute(double minimum, double maximum, string reason) : Attribute
{
    /// <summary>The smallest usual value.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The largest usual value; infinity for none.</summary>
    public double Maximum { get; } = maximum;

    /// <summary>The reason why other values are unusual.</summary>
    public string Reason { get; } = reason;

    /// <summary>Returns whether a number is usual.</summary>
    /// <param name="value">The number.</param>
    public bool Contains(double value) => value >= Minimum && value <= Maximum;
}
