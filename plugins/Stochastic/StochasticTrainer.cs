using Rom.Abstractions;
using Rom.Forecasting.Serialization;

namespace Stochastic;

/// <summary>Fits a multilevel linear stochastic model.</summary>
/// <param name="options">The options.</param>
internal sealed class StochasticTrainer(StochasticOptions options) : IRomModelTrainer
{
    /// <inheritdoc/>
    public int MaxLag => options.Lag + (options.Levels ?? StochasticOptions.MostLevels) - 1;

    /// <inheritdoc/>
    public MemoryNeed MemoryFor(int runs, int frames, int dimension)
    {
        // Standardised runs; residuals with the states before them; the companion matrix with its copy.
        int window = options.Lag + (options.Levels ?? 1) - 1;
        double p = (double)window * dimension, states = (double)runs * frames * dimension;
        double residuals = (double)runs * Math.Max(0, frames - window) * dimension;
        return new MemoryNeed
        {
            Purpose = $"a fit with {NumberText.Count(options.Lag, "lag")} of {NumberText.Count(dimension, "mode")}",
            Bytes = sizeof(double) * (states + Math.Max(2 * p * p, 2 * residuals)),
            LongestArray = Math.Max(states, p * p),
            Cure = "use fewer lags or modes",
            Option = nameof(options.Lag),
        };
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// No run is longer than the window, states are too far apart, or the companion matrix does not fit into an array.
    /// </exception>
    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        int levels = options.Levels ?? 1, window = options.Lag + levels - 1;
        if (data.WindowCount(window) == 0)
        {
            int longest = Enumerable.Range(0, data.RunCount).Select(data.FrameCount).DefaultIfEmpty().Max();
            throw new ArgumentException(
                $"expected a run of more than {NumberText.Count(window, "frame")}, which "
                + $"{NumberText.Count(options.Lag, "lag")} and {NumberText.Count(levels, "level")} need, the longest "
                + $"of {data.RunCount} has {longest}; lower the lag or levels", nameof(data));
        }
        var need = MemoryFor(0, 0, data.Dimension);
        return need.LongestArray > Array.MaxLength
            ? throw new ArgumentException(
                $"{need.Purpose} has a companion matrix that fits into no array; {need.Cure}", nameof(data))
            : new StochasticTraining(options, data, context).Run();
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory) => StochasticFile.Read(directory);
}
