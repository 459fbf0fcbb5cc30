using System.Globalization;

namespace Recorded.Paths;

/// <summary>Finds the frames of a recording that are at times of a run, although their times are rounded.</summary>
/// <remarks>
/// A camera of 30 frames a second whose clock prints milliseconds gives 0.033, 0.067, 0.1: with dt = 1/30 every frame is a frame
/// of the run. Such a recording is recognised as a whole: all of its frames lie at multiples of dt, or of dt divided by a whole
/// number, as closely as their times are stated. Then a frame that is that close to a time of the run is at that time. Times of a
/// recording whose steps truly differ do not lie so, and are taken as they are.
/// </remarks>
internal static class TimeGrid
{
    // Times of one clock and multiples of a rounded dt drift apart, and so do sums in single precision. A hundredth of a step
    // moves a particle less than a linear interpolation errs.
    private const double Drift = 0.01;

    // Times that are stated exactly still pass through a unit and a sum of two doubles; a share of the median step.
    private const double RoundingError = 1e-6;

    // Frames of a run between two frames of the recording, at the most, so that frames are recognised.
    private const int MostBetween = 6;

    // Frames of a run between two of the recording beyond which its unit of time is rather mistaken than its frames are rare.
    private const double MostRepeats = 20;

    /// <summary>How far a frame may be from a time of the run and still be at that time [time units].</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="dt">Time from one frame of the run to the next.</param>
    public static double Tolerance(Recording recording, double dt)
    {
        if (recording.FrameCount < 2) return 0;
        double step = MeanStep(recording);
        foreach (double grid in Grids(step, dt))
        {
            double allowed = Math.Min(Allowed(recording, step), grid / 4);
            if (LiesOn(recording, grid, allowed)) return allowed;
        }
        return Math.Clamp(recording.Clock.Precision, RoundingError * recording.MedianStep, recording.MedianStep / 4);
    }

    /// <summary>What is to be said where dt is nearly, but not quite, the recording's step; else null.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="dt">Time from one frame of the run to the next.</param>
    public static string? Warning(Recording recording, double dt)
    {
        if (recording.FrameCount >= 2 && recording.MedianStep > MostRepeats * dt)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"frames are {recording.MedianStep:G6} apart and simulator.dt is {dt:G9}: all but one of {Count(recording.MedianStep / dt)} "
                + $"frames of the run are interpolated; check simulator.dt and the unit of times");
        }
        if (recording.FrameCount < 3) return null;
        double step = MeanStep(recording), allowed = Math.Min(Allowed(recording, step), step / 4);
        double frames = Math.Max(1, Math.Round(dt / step));
        if (Math.Abs(dt / frames - step) > 0.02 * step || LiesOn(recording, dt / frames, allowed) || !LiesOn(recording, step, allowed))
            return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"frames are {step:G6} apart and simulator.dt is {dt:G9}: positions between frames are interpolated, and a particle "
            + $"counts only where both frames have it; dt: {frames * step:G6} takes every frame as it is");
    }

    private static string Count(double count) => count.ToString(count < 1e15 ? "#,0" : "G4", CultureInfo.InvariantCulture);

    private static double Allowed(Recording recording, double step) =>
        (1 + RoundingError) * Math.Max(Drift * step, Math.Max(recording.Clock.Rounding, recording.Clock.Precision));

    // dt itself, and dt over the number of frames that are in it, or in several of it.
    private static IEnumerable<double> Grids(double step, double dt)
    {
        yield return dt;
        for (int between = 1; between <= MostBetween; between++)
        {
            double parts = Math.Round(between * dt / step);
            if (parts > 1) yield return dt / parts;
        }
    }

    private static bool LiesOn(Recording recording, double grid, double allowed) => recording.Elapsed.All(
        time => Math.Abs(time - grid * Math.Round(time / grid)) <= allowed);

    // The mean over all steps, where a step over missing frames counts as so many: its error falls with their number.
    private static double MeanStep(Recording recording)
    {
        double steps = 0;
        for (int t = 1; t < recording.FrameCount; t++)
            steps += Math.Max(1, Math.Round((recording.Elapsed[t] - recording.Elapsed[t - 1]) / recording.MedianStep));
        return recording.Elapsed[^1] / steps;
    }
}
