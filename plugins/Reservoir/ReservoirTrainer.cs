using Rom.Abstractions;
using Rom.Forecasting.Serialization;

namespace Reservoir;

/// <summary>Draws random networks and fits the readout of each by ridge regression.</summary>
/// <param name="options">The options.</param>
internal sealed class ReservoirTrainer(ReservoirOptions options) : IRomModelTrainer
{
    /// <inheritdoc/>
    public int MaxLag => options.Lag;

    /// <inheritdoc/>
    public MemoryNeed MemoryFor(int runs, int frames, int dimension)
    {
        // Standardised runs; weights of the members; of one member the moments, the system that is solved and its
        // factor.
        double features = (double)dimension + options.Units, states = (double)runs * frames * dimension;
        double weights = (double)options.Members * (options.Units + dimension) * features;
        return new MemoryNeed
        {
            Purpose = $"training {NumberText.Count(options.Members, "network")} of "
                + $"{NumberText.Count(options.Units, "unit")} and " + NumberText.Count(dimension, "mode"),
            Bytes = sizeof(double) * (states + weights + 3 * features * features),
            LongestArray = Math.Max(states, features * features),
            Cure = "use fewer units or members",
            Option = nameof(options.Units),
        };
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No run is longer than the lag, or states are too far apart.</exception>
    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (data.WindowCount(options.Lag) > 0) return new ReservoirTraining(options, data, context).Run();
        int longest = Enumerable.Range(0, data.RunCount).Select(data.FrameCount).DefaultIfEmpty().Max();
        throw new ArgumentException(
            $"expected a run of more than {NumberText.Count(options.Lag, "frame")}, the longest of {data.RunCount} has "
            + $"{longest}; lower the lag", nameof(data));
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory) => ReservoirFile.Read(directory);
}
