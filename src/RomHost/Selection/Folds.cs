using Rom.Numerics.RandomNumbers;

namespace RomHost.Selection;

/// <summary>
/// Divides runs into folds at random. By run, because neighbouring frames of a run are nearly equal: a model would be
/// judged on what it was trained on.
/// </summary>
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
        var random = new RandomStream(RandomStream.DeriveSeed(seed, Stream));
        int[] order = [.. Enumerable.Range(0, runs)];
        for (int i = runs - 1; i > 0; i--) // Fisher and Yates; Durstenfeld, CACM 7, 1964
        {
            int j = random.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return
        [
            .. Enumerable.Range(0, folds)
                .Select(fold => order.Where((_, place) => place % folds == fold).Order().ToArray()),
        ];
    }
}
