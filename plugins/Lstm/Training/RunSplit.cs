using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Lstm.Training;

/// <summary>
/// Which runs are trained on and which validate. Split by run: neighbouring windows share frames, so that a split by window
/// would leak. With a single run there is nothing to hold back: it validates itself, and early stopping sees training loss.
/// </summary>
/// <param name="Train">Runs to train on.</param>
/// <param name="Validation">Runs to validate with.</param>
internal sealed record RunSplit(int[] Train, int[] Validation)
{
    /// <summary>Splits at random; only runs that have windows take part.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="lag">Lag of the windows.</param>
    /// <param name="fraction">Share of the runs that validate; at least one run on each side.</param>
    /// <param name="random">The random stream.</param>
    public static RunSplit Of(LatentDataset data, int lag, double fraction, RandomStream random)
    {
        int[] runs = [.. Enumerable.Range(0, data.RunCount).Where(run => data.WindowCount(run, lag) > 0)];
        if (runs.Length == 1) return new RunSplit(runs, runs);
        Permutation.Shuffle(runs, random);
        int validation = ValidationCount(runs.Length, fraction);
        return new RunSplit([.. runs[validation..].Order()], [.. runs[..validation].Order()]);
    }
    /// <summary>How many of several runs validate.</summary>
    /// <param name="runs">Number of runs, at least 2.</param>
    /// <param name="fraction">Share of the runs that validate.</param>
    public static int ValidationCount(int runs, double fraction) =>
        Math.Clamp((int)Math.Round(fraction * runs), 1, runs - 1);
}
