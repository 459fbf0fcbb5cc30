using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Models;

/// <summary>Bootstrap samples of the training runs.</summary>
internal static class RunResample
{
    /// <summary>The fold of <see cref="Of"/> that holds the runs which were not drawn.</summary>
    public const int LeftOut = 1;

    /// <summary>
    /// Draws as many runs as there are, each with the same probability and as often as it comes. A sample that leaves
    /// none out is drawn again: it is the data themselves.
    /// </summary>
    /// <param name="all">All runs, at least two.</param>
    /// <param name="random">Draws.</param>
    /// <returns>The data without the fold <see cref="LeftOut"/> are the sample.</returns>
    public static FoldedData Of(LatentDataset all, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(all.RunCount, 2);
        while (true)
        {
            int[] drawn = [.. Enumerable.Range(0, all.RunCount).Select(_ => random.NextInt32(all.RunCount)).Order()];
            int[] left = [.. Enumerable.Range(0, all.RunCount).Except(drawn)];
            if (left.Length > 0) return new FoldedData(all, [drawn, left]);
        }
    }
}
