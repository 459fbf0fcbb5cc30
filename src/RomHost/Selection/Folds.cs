using Rom.Forecasting.Plugins;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Selection;

/// <summary>The folds between which candidates for options are judged.</summary>
internal static class Folds
{
    // Separates the stream from those of runs and trainings.
    private const ulong Stream = 0x666F6C64;

    /// <summary>Returns the held-out runs of each fold, in ascending order; each run is in one fold.</summary>
    /// <param name="runs">The number of runs, at least that of the folds.</param>
    /// <param name="folds">The number of folds; their sizes differ by one run at the most.</param>
    /// <param name="seed">The experiment's seed.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Of(int runs, int folds, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, folds);
        return RunFolds.Of(runs, folds, new RandomStream(RandomStream.DeriveSeed(seed, Stream)));
    }
}
