namespace Recorded;

/// <summary>The precision of a file's frame times.</summary>
/// <param name="Precision">
/// Distance of neighbouring numbers of the times' type, at the largest time [time units].
/// </param>
/// <param name="Rounding">One unit of the last written digit of the times [time units].</param>
/// <param name="CountsFrames">
/// Whether frames are numbered: then a number without rows is a frame without particles.
/// </param>
internal sealed record FrameClock(double Precision, double Rounding, bool CountsFrames)
{
    /// <summary>The clock of exact times.</summary>
    public static FrameClock Exact { get; } = new(0, 0, false);
}
