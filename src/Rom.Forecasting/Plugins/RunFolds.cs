using Rom.Numerics.RandomNumbers;

namespace Rom.Forecasting.Plugins;

/// <summary>
/// Divides runs into folds at random. By run, because neighbouring frames of a run are nearly equal: a model would be
/// judged on what it was trained on.
/// </summary>
internal static class RunFolds
{
    /// <summary>Returns the runs of each fold, in ascending order; each run is in one fold.</summary>
    /// <param name="runs">The number of runs, at least that of the folds.</param>
    /// <param name="folds">The number of folds; their sizes differ by one run at the most.</param>
    /// <param name="random">The random stream.</param>
    public static int[][] Of(int runs, int folds, RandomStream random)
    {
        int[] order = [.. Enumerable.Range(0, runs)];
        Permutation.Shuffle<int>(order, random);
        return
        [
            .. Enumerable.Range(0, folds)
                .Select(fold => order.Where((_, place) => place % folds == fold).Order().ToArray()),
        ];
    }
}
