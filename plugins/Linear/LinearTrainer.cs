using Rom.Abstractions;
using Rom.Forecasting.Serialization;

namespace Linear;

/// <summary>
/// Fits a linear recursion whose spectral radius is bounded: by ridge regression, then on closed-loop forecasts.
/// </summary>
/// <param name="options">The options.</param>
internal sealed class LinearTrainer(LinearOptions options) : IRomModelTrainer
{
    /// <inheritdoc/>
    public int MaxLag => options.Lag;

    /// <inheritdoc/>
    public MemoryNeed MemoryFor(int runs, int frames, int dimension)
    {
        // Standardised runs; the normal equations of p = w·r regressors with their factor; windows of every step of a
        // batch of forecasts.
        double p = (double)options.Lag * dimension, states = (double)runs * frames * dimension;
        double steps = Math.Clamp(frames - options.Lag, 1, options.Horizon);
        int trained = runs > 1 ? runs - LinearTraining.HeldOutCount(options, runs) : 1;
        double windows = trained * Math.Max(1.0, frames - options.Lag - options.Horizon + 1);
        double batch = options.MaxEpochs == 0
            ? 0
            : Math.Min(LinearTraining.BatchSize, Math.Min(options.MaxWindows, windows)) * (steps + 1) * p;
        double longest = Math.Max(p * p, Math.Max(batch, states));
        return new MemoryNeed
        {
            Purpose = $"a training with {NumberText.Count(options.Lag, "lag")} of "
                + $"{NumberText.Count(dimension, "mode")} on forecasts of {NumberText.Count((long)steps, "step")}",
            Bytes = sizeof(double) * (states + Math.Max(2 * p * p, batch)),
            LongestArray = longest,
            Cure = "use fewer lags or modes, or a shorter horizon",
            Option = batch > p * p ? nameof(options.Horizon) : nameof(options.Lag),
        };
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No run is longer than the lag, or states are too far apart.</exception>
    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (data.WindowCount(options.Lag) > 0) return new LinearTraining(options, data, context).Run();
        int longest = Enumerable.Range(0, data.RunCount).Select(data.FrameCount).DefaultIfEmpty().Max();
        throw new ArgumentException(
            $"expected a run of more than {NumberText.Count(options.Lag, "frame")}, the longest of {data.RunCount} has "
            + $"{longest}; lower the lag", nameof(data));
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory) => LinearFile.Read(directory);
}
