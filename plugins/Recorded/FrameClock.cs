namespace Recorded;

/// <summary>How precisely a file states the times of its frames.</summary>
/// <param name="Precision">Distance of neighbouring numbers of the times' type, at the largest time [time units].</param>
/// <param name="Rounding">One unit of the last digit that the times are written with [time units].</param>
/// <param name="CountsFrames">
/// Whether frames are numbered: then a number that no row has is a frame without particles.
/// </param>
internal sealed record FrameClock(double Precision, double Rounding, bool CountsFrames)
{
    /// <summary>Times that are what they say.</summary>
    public static FrameClock Exact { get; } = new(0, 0, false);
}
