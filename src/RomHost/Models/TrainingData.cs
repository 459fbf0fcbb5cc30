using System.IO.Hashing;
using System.Runtime.InteropServices;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Forecasting.Plugins;

namespace RomHost.Models;

/// <summary>
/// Lends the latent data to one training after the other. A read-only span does not prevent a plugin from writing: such
/// a training has failed, and the next one gets the data of the file.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="cancellation">Cancels the reading.</param>
internal sealed class TrainingData(string path, CancellationToken cancellation = default)
{
    private LatentDataset data = LatentDatasetFile.Read(path, cancellation);

    /// <summary>Lends the data to a training.</summary>
    /// <param name="train">Trains.</param>
    /// <returns>The outcome of the training.</returns>
    public TrainingOutcome Lend(Func<LatentDataset, TrainingOutcome> train)
    {
        ulong before = DigestOf(data);
        var outcome = train(data);
        if (DigestOf(data) == before) return outcome;
        data = LatentDatasetFile.Read(path, cancellation);
        var breach = new ContractBreachException(
            "Train: expected the training data as they were, found them changed: "
            + "the spans of a LatentDataset are not to be written through");
        return TrainingOutcome.Failed(breach.Message, breach, outcome.Seconds);
    }

    private static ulong DigestOf(LatentDataset data)
    {
        var digest = new XxHash3();
        for (int run = 0; run < data.RunCount; run++) digest.Append(MemoryMarshal.AsBytes(data.Run(run)));
        return digest.GetCurrentHashAsUInt64();
    }
}
