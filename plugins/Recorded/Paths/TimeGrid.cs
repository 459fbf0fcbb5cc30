using System.Globalization;

namespace Recorded.Paths;

/// <summary>Finds the frames of a recording at times of a run, although their times are rounded.</summary>
/// <remarks>
/// A camera of 30 frames a second whose clock prints milliseconds gives 0.033, 0.067, 0.1: with dt = 1/30 every frame
/// is a frame of the run. The recording is recognised as a whole: all of its frames lie at multiples of dt, or of dt
/// divided by a whole number, within the precision of their times. Then a frame that close to a time of the run is at
/// that time. The times of a recording whose steps truly differ do not fit, and are taken as they are.
/// </remarks>
internal static class TimeGrid
{
    // Times of one clock and multiples of a rounded dt drift apart, and so do sums in single precision. In a hundredth
    // of a step a particle moves less than the error of linear interpolation.
    private const double Drift = 0.01;

    // Even exact times pass through a unit and a sum of two doubles; a share of the median step.
    private const double RoundingError = 1e-6;

    // The most frames of a run between two frames of the recording for which frames are recognised.
    private const int MostBetween = 6;

    // The number of run frames between two recorded ones above which a mistaken unit of time is more likely than rare
    // frames.
    private const double MostRepeats = 20;

    /// <summary>Returns the tolerance within which a frame counts as being at a time of the run [time units].</summary>
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

    /// <summary>Returns a warning where dt is nearly, but not exactly, the recording's step; else null.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="dt">Time from one frame of the run to the next.</param>
    public static string? Warning(Recording recording, double dt)
    {
        if (recording.FrameCount >= 2 && recording.MedianStep > MostRepeats * dt)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"frames are {recording.MedianStep:G6} apart and simulator.dt is {dt:G9}: all but one of "
                + $"{Count(recording.MedianStep / dt)} frames of the run are interpolated; "
                + $"check simulator.dt and the unit of times");
        }
        if (recording.FrameCount < 3) return null;
        double step = MeanStep(recording), allowed = Math.Min(Allowed(recording, step), step / 4);
        double frames = Math.Max(1, Math.Round(dt / step));
        if (Math.Abs(dt / frames - step) > 0.02 * step || LiesOn(recording, dt / frames, allowed)
            || !LiesOn(recording, step, allowed))
            return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"frames are {step:G6} apart and simulator.dt is {dt:G9}: positions between frames are interpolated, and a "
            + $"particle counts only where both frames have it; dt: {frames * step:G6} takes every frame as it is");
    }

    private static string Count(double count) =>
        count.ToString(count < 1e15 ? "#,0" : "G4", CultureInfo.InvariantCulture);

    private static double Allowed(Recording recording, double step) =>
        (1 + RoundingError) * Math.Max(Drift * step, Math.Max(recording.Clock.Rounding, recording.Clock.Precision));

    // dt itself, and dt divided by the number of frames in it, or in several of it.
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

    // The mean over all steps, where a step over missing frames counts as several: its error falls with their number.
    private static double MeanStep(Recording recording)
    {
        double steps = 0;
        for (int t = 1; t < recording.FrameCount; t++)
            steps += Math.Max(1, Math.Round((recording.Elapsed[t] - recording.Elapsed[t - 1]) / recording.MedianStep));
        return recording.Elapsed[^1] / steps;
    }
}
