using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Lstm.Training;

/// <summary>
/// Divides runs into training and validation runs. It splits by run, because neighbouring windows share frames and a
/// split by window would leak. A single run is used for both, and early stopping then sees the training loss.
/// </summary>
/// <param name="Train">Runs to train on.</param>
/// <param name="Validation">Runs to validate with.</param>
internal sealed record RunSplit(int[] Train, int[] Validation)
{
    /// <summary>Splits at random; only runs with windows are used.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="lag">Lag of the windows.</param>
    /// <param name="fraction">Share of validation runs; at least one run on each side.</param>
    /// <param name="random">The random stream.</param>
    public static RunSplit Of(LatentDataset data, int lag, double fraction, RandomStream random)
    {
        int[] runs = [.. Enumerable.Range(0, data.RunCount).Where(run => data.WindowCount(run, lag) > 0)];
        if (runs.Length == 1) return new RunSplit(runs, runs);
        Permutation.Shuffle(runs, random);
        int validation = ValidationCount(runs.Length, fraction);
        return new RunSplit([.. runs[validation..].Order()], [.. runs[..validation].Order()]);
    }
    /// <summary>Returns the number of validation runs.</summary>
    /// <param name="runs">Number of runs, at least 2.</param>
    /// <param name="fraction">Share of validation runs.</param>
    public static int ValidationCount(int runs, double fraction) =>
        Math.Clamp((int)Math.Round(fraction * runs), 1, runs - 1);
}
