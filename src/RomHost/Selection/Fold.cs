using Rom.Abstractions;
using RomHost.Models;

namespace RomHost.Selection;

/// <summary>Some of the runs held out, and what the others say of all candidates.</summary>
/// <param name="Data">The data, of which there is one copy for all candidates.</param>
/// <param name="Number">The number of the fold, from 0.</param>
/// <param name="Bound">Where a forecast of the density's modes leaves the runs that are trained on.</param>
internal sealed record Fold(FoldedData Data, int Number, StabilityBound Bound)
{
    /// <summary>The runs that are forecast, in ascending order.</summary>
    public IReadOnlyList<int> HeldOut => Data.Folds[Number];

    /// <summary>Makes the folds of an experiment.</summary>
    /// <param name="data">The latent trajectories of all training runs.</param>
    /// <param name="count">The number of folds.</param>
    /// <param name="seed">The experiment's seed.</param>
    /// <param name="margin">The margin of stability.</param>
    public static IReadOnlyList<Fold> Of(LatentDataset data, int count, ulong seed, double margin)
    {
        var folded = new FoldedData(data, Folds.Of(data.RunCount, count, seed));
        var density = data.Select([LatentChannel.Pod]);
        return
        [
            .. Enumerable.Range(0, count)
                .Select(k => new Fold(folded, k, StabilityBound.Of(density, folded.RunsWithout(k), margin))),
        ];
    }
}
