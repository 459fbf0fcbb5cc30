using System.Globalization;

namespace Recorded.Paths;

/// <summary>
/// Finds gaps: steps between frames that are too long for interpolation. During a gap there are no particles.
/// </summary>
/// <remarks>
/// Numbered frames were all recorded: a number without rows is a frame without particles. Where frames have times,
/// frames without particles leave no trace, and steps may differ: a step much longer than the median is a gap.
/// </remarks>
internal static class Gaps
{
    // Frame numbers are whole, and so are the multiples of their step.
    private const double LongestNumberedStep = 1.5;

    /// <summary>The longest step between timed frames that is not a gap, in median steps.</summary>
    public const double LongestStep = 10;

    /// <summary>Returns whether a gap follows a frame.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="frame">The frame, not the last one.</param>
    public static bool IsBehind(Recording recording, int frame) =>
        recording.Elapsed[frame + 1] - recording.Elapsed[frame]
            > recording.MedianStep * (recording.Clock.CountsFrames ? LongestNumberedStep : LongestStep);

    /// <summary>Returns the warning on a recording's gaps; null for none.</summary>
    /// <param name="recording">The recording.</param>
    public static string? Warning(Recording recording)
    {
        int[] gaps = [.. Enumerable.Range(0, recording.FrameCount - 1).Where(frame => IsBehind(recording, frame))];
        if (gaps.Length == 0) return null;
        int longest = gaps.MaxBy(frame => recording.Elapsed[frame + 1] - recording.Elapsed[frame]);
        double step = recording.Elapsed[longest + 1] - recording.Elapsed[longest];
        string which = gaps.Length == 1 ? "the step" : $"the longest of {gaps.Length} gaps,";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{which} from time {recording.Times[longest]:G9} to "
            + $"{recording.Times[longest + 1]:G9}{(gaps.Length == 1 ? "" : ",")} is "
            + $"{Steps(step / recording.MedianStep)} times the median step: frames without a row have no particles; "
            + $"fill the paths in the file if particles were there");
    }

    private static string Steps(double count) =>
        count.ToString(count < 1e6 ? "0.#" : "G4", CultureInfo.InvariantCulture);

    /// <summary>
    /// Returns the warning on paths that are interrupted for many frames with other particles; null for none.
    /// </summary>
    /// <param name="recording">The recording.</param>
    public static string? InterruptionWarning(Recording recording)
    {
        if (recording.Ids is not { } ids || recording.MedianStep == 0) return null;
        var lastFrameOf = new int[ids.Length == 0 ? 0 : ids.Max() + 1];
        Array.Fill(lastFrameOf, -1);
        double longest = LongestStep * recording.MedianStep;
        int count = 0, before = 0, after = 0;
        for (int frame = 0; frame < recording.FrameCount; frame++)
        {
            for (int sample = recording.Offsets[frame]; sample < recording.Offsets[frame + 1]; sample++)
            {
                int last = lastFrameOf[ids[sample]] < 0 ? frame : lastFrameOf[ids[sample]];
                lastFrameOf[ids[sample]] = frame;
                double step = recording.Elapsed[frame] - recording.Elapsed[last];
                if (frame - last <= 1 || step <= LongestStep * recording.MedianStep) continue;
                count++;
                if (step > longest) (longest, before, after) = (step, last, frame);
            }
        }
        if (count == 0) return null;
        string which = count == 1
            ? "a particle's path is interrupted"
            : $"paths are interrupted {count} times, the longest";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{which} from time {recording.Times[before]:G9} to {recording.Times[after]:G9}, "
            + $"{Steps(longest / recording.MedianStep)} times the median step: the particle is absent there; fill its "
            + $"path in the file if it was there");
    }
}
