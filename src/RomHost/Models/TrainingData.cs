using System.IO.Hashing;
using System.Runtime.InteropServices;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Plugins;

namespace RomHost.Models;

/// <summary>
/// Lends the latent data to one training after the other. A read-only span does not prevent a plugin from writing: such
/// a training has failed, and the next one gets the data as they were.
/// </summary>
internal sealed class TrainingData
{
    private readonly Func<LatentDataset> read;
    private LatentDataset? data;
    private (string Channels, LatentDataset Data)? part; // that of the last training

    /// <summary>The data of a file.</summary>
    /// <param name="path">The file, which is read when a training needs it.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public TrainingData(string path, CancellationToken cancellation = default)
        : this(() => LatentDatasetFile.Read(path, cancellation))
    {
    }

    private TrainingData(Func<LatentDataset> read) => this.read = read;

    /// <summary>A copy of some of the runs.</summary>
    /// <param name="all">All runs.</param>
    /// <param name="runs">The wanted runs, from 0.</param>
    public static TrainingData Of(LatentDataset all, IReadOnlyList<int> runs) =>
        new(() => LatentPart.Runs(all, runs));

    /// <summary>Lends the data to a training.</summary>
    /// <param name="channels">The channels of the state that it uses; null for all.</param>
    /// <param name="train">Trains.</param>
    /// <param name="spoilt">Returns what becomes of a training that changed the data.</param>
    /// <returns>The result of the training.</returns>
    public T Lend<T>(
        IReadOnlyCollection<string>? channels, Func<LatentDataset, T> train, Func<T, ContractBreachException, T> spoilt)
    {
        data ??= read();
        string key = channels is null ? "" : string.Join(',', channels);
        if (part?.Channels != key) part = (key, data.Select(channels));
        var lent = part.Value.Data;
        ulong before = DigestOf(lent);
        var result = train(lent);
        if (DigestOf(lent) == before) return result;
        (data, part) = (null, null);
        return spoilt(result, new ContractBreachException(
            "Train: expected the training data as they were, found them changed: "
            + "the spans of a LatentDataset are not to be written through"));
    }

    private static ulong DigestOf(LatentDataset data)
    {
        var digest = new XxHash3();
        for (int run = 0; run < data.RunCount; run++) digest.Append(MemoryMarshal.AsBytes(data.Run(run)));
        return digest.GetCurrentHashAsUInt64();
    }
}
