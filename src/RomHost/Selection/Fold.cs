using Rom.Abstractions;
using RomHost.Models;

namespace RomHost.Selection;

/// <summary>Some of the runs held out, and what the others say of all candidates.</summary>
/// <param name="HeldOut">The runs that are forecast, in ascending order.</param>
/// <param name="Kept">The runs that are trained on, of which there is one copy for all candidates.</param>
/// <param name="Bound">Where a forecast leaves the runs that are trained on.</param>
internal sealed record Fold(IReadOnlyList<int> HeldOut, TrainingData Kept, StabilityBound Bound)
{
    /// <summary>Makes the folds of an experiment.</summary>
    /// <param name="data">The latent trajectories of all training runs.</param>
    /// <param name="count">The number of folds.</param>
    /// <param name="seed">The experiment's seed.</param>
    /// <param name="margin">The margin of stability.</param>
    public static IReadOnlyList<Fold> Of(LatentDataset data, int count, ulong seed, double margin) =>
    [
        .. Folds.Of(data.RunCount, count, seed).Select(heldOut =>
        {
            int[] kept = [.. Enumerable.Range(0, data.RunCount).Except(heldOut)];
            return new Fold(heldOut, TrainingData.Of(data, kept), StabilityBound.Of(data, kept, margin));
        }),
    ];
}
