using System.Globalization;
using System.Reflection;
using Rom.Analysis.Contests;
using Rom.Forecasting.Serialization;

namespace Rom.Analysis;

/// <summary>Lists reasons to doubt the times of a profile.</summary>
internal static class Doubts
{
    // Where samples scatter by more than this share of their mean, the mean means little.
    private const double LargestScatter = 0.25;

    /// <summary>Returns the reasons; empty for none.</summary>
    /// <param name="inference">The times.</param>
    /// <param name="shortestBlock">The duration below which a block is too short for the clock [s].</param>
    /// <param name="code">The assembly with the forecast.</param>
    public static List<string> About(InferenceCost inference, double shortestBlock, Assembly code) =>
    [
        .. About("one step", inference.SingleStep, shortestBlock),
        .. About("a full trajectory", inference.FullTrajectory, shortestBlock),
        .. UnoptimisedCode.Notes(code),
    ];

    private static IEnumerable<string> About(string what, TimingSamples samples, double shortestBlock)
    {
        double scatter = samples.StdSeconds / samples.MeanSeconds;
        if (scatter > LargestScatter)
        {
            string share = scatter.ToString("P0", CultureInfo.InvariantCulture);
            yield return $"times of {what} scatter by {share} of their mean: the machine was busy, or calls differ; " +
                "see median_seconds and repeat";
        }
        if (samples.MedianSeconds * samples.CallsPerSample < shortestBlock / 2)
        {
            string seconds = shortestBlock.ToString("G3", CultureInfo.InvariantCulture);
            yield return $"the clock is too coarse for {what}: {NumberText.Count(samples.CallsPerSample, "call")} " +
                $"{NumberText.Noun(samples.CallsPerSample, "is", "are")} shorter than {seconds} s";
        }
    }
}
