using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;

namespace OpInf;

/// <summary>Fits a quadratic map by ridge regression with a penalty for each block of coefficients.</summary>
/// <param name="options">The options.</param>
internal sealed class OpInfTrainer(OpInfOptions options) : IRomModelTrainer
{
    /// <inheritdoc/>
    public int MaxLag => options.Lag;

    /// <inheritdoc/>
    public MemoryNeed MemoryFor(int runs, int frames, int dimension)
    {
        // Standardised runs; moments of the features, with the system that is solved and its factor.
        int profile = options.ShiftRate == ShiftRateRule.Profile ? Math.Max(1, dimension - 2) : dimension;
        double linear = (double)options.Lag * profile, modes = Math.Min(options.QuadraticModes, profile);
        double products = modes * (modes + 1) / 2, count = linear + products;
        double states = (double)runs * frames * dimension;
        return new MemoryNeed
        {
            Purpose = $"a fit with {NumberText.Count((long)products, "product")} of "
                + $"{NumberText.Count((long)modes, "mode")} and {NumberText.Count(options.Lag, "lag")} of "
                + NumberText.Count(profile, "mode"),
            Bytes = sizeof(double) * (states + 3 * count * count),
            LongestArray = Math.Max(states, count * count),
            Cure = products > linear ? "lower quadratic_modes" : "use fewer lags or modes",
            Option = products > linear ? nameof(options.QuadraticModes) : nameof(options.Lag),
        };
    }

    /// <inheritdoc/>
    public ValidationResult? RefusalOf(IReadOnlyCollection<string> channels)
    {
        if (options.ShiftRate != ShiftRateRule.Profile) return null;
        string? remedy = !channels.Contains(LatentChannel.ShiftRate)
            ? "set reduction.shift_forecast: rate, and channels of this model that hold it, or remove the key"
            : channels.Count == 1 ? $"add {LatentChannel.Pod} to the channels of this model" : null;
        return remedy is null ? null : new ValidationResult(
            $"profile: expected the channel {LatentChannel.ShiftRate} and others beside it, found "
            + $"{string.Join(", ", channels)}; {remedy}",
            [nameof(options.ShiftRate)]);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// No run is longer than the lag, states are too far apart, the features do not fit into an array, or the rate is
    /// to be that of the profile, and the data lack one of them.
    /// </exception>
    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (data.WindowCount(options.Lag) == 0)
        {
            int longest = Enumerable.Range(0, data.RunCount).Select(data.FrameCount).DefaultIfEmpty().Max();
            throw new ArgumentException(
                $"expected a run of more than {NumberText.Count(options.Lag, "frame")}, the longest of {data.RunCount} "
                + $"has {longest}; lower the lag", nameof(data));
        }
        if (RefusalOf([.. data.Channels.Where(channel => channel.Length > 0
            || channel.Name == LatentChannel.ShiftRate).Select(channel => channel.Name)]) is { } refusal)
            throw new ArgumentException(refusal.ErrorMessage, nameof(data));
        var need = MemoryFor(0, 0, data.Dimension);
        return need.LongestArray > Array.MaxLength
            ? throw new ArgumentException(
                $"{need.Purpose} has moments that fit into no array; {need.Cure}", nameof(data))
            : new OpInfTraining(options, data, context).Run();
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory) => OpInfFile.Read(directory);
}
