using System.Globalization;

namespace VicsekMorse.Dynamics;

/// <summary>The times of a run's saved frames: 0 and after every <c>save_every</c> steps.</summary>
internal sealed class FramePlan
{
    // A duration of a whole number of steps may be one rounding error short: 20 / 0.04 = 499.99999999999994.
    private const double RoundingAllowance = 1e-12;

    private readonly double interval;

    /// <summary>Plans a run.</summary>
    /// <param name="duration">Simulated time [time units].</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="saveEvery">Steps from one frame to the next.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The duration is not a finite number from 0, or has too many frames.
    /// </exception>
    public FramePlan(double duration, double dt, int saveEvery)
    {
        if (!(duration >= 0 && double.IsFinite(duration)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(duration), duration, "expected a finite duration of at least 0");
        }
        double steps = Math.Floor(duration / dt * (1 + RoundingAllowance));
        double frames = Math.Floor(steps / saveEvery) + 1;
        if (frames > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(null, string.Create(
                CultureInfo.InvariantCulture,
                $"expected at most {Array.MaxLength} frames, found {frames:G4}; "
                + $"raise dt or save_every, or lower the duration"));
        }
        FrameCount = (int)frames;
        interval = dt * saveEvery;
    }

    /// <summary>Number of frames, the initial state included.</summary>
    public int FrameCount { get; }

    /// <summary>Returns the time of a frame.</summary>
    /// <param name="frame">Frame, from 0.</param>
    public double TimeOf(int frame) => frame * interval;
}
