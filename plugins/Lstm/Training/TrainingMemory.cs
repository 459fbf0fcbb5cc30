using Rom.Abstractions;
using Rom.Forecasting.Serialization;

namespace Lstm.Training;

/// <summary>The least memory of a training: weights, windows and one batch, in single precision.</summary>
internal static class TrainingMemory
{
    /// <summary>Computes a lower bound.</summary>
    /// <param name="options">The options.</param>
    /// <param name="runs">Number of training runs.</param>
    /// <param name="frames">Frames of each run, at least.</param>
    /// <param name="dimension">Latent dimension r, at least.</param>
    public static MemoryNeed Of(LstmOptions options, int runs, int frames, int dimension)
    {
        double lag = options.Lag, hidden = options.HiddenUnits, layers = options.Layers;
        double windowsOfRun = Math.Max(0, frames - options.Lag - options.Kstep + 1);
        int validating = runs > 1 ? RunSplit.ValidationCount(runs, options.ValidationFraction) : 0;
        double trained = Math.Min((runs - validating) * windowsOfRun, options.MaxWindows ?? double.PositiveInfinity);

        // Each weight with its gradient and Adam's two moments (Kingma and Ba, ICLR 2015).
        double weights = 4.0 * Parameters(options, dimension);
        // Windows [w, r] with their targets; training windows twice, since an epoch copies them in its own order.
        double states = (validating * windowsOfRun + 2 * trained) * (lag + 1) * dimension;
        // Backward propagation needs each layer's hidden states of every frame, in every step of the closed loop.
        double batch = Math.Min(options.BatchSize, trained) * lag * layers * hidden * options.Kstep;

        double most = Math.Max(weights, Math.Max(states, batch));
        return new MemoryNeed
        {
            Purpose = $"training {options.Layers} × {options.HiddenUnits} units on windows of "
                + $"{NumberText.Count(options.Lag, "state")} in batches of {options.BatchSize}",
            Bytes = sizeof(float) * (weights + states + batch),
            LongestArray = trained * lag * dimension,
            Cure = "use fewer hidden_units or layers, a smaller batch_size, fewer windows (max_windows) or a shorter "
                + "lag",
            Option = most == weights ? nameof(options.HiddenUnits)
                : most == batch ? nameof(options.BatchSize)
                : nameof(options.MaxWindows),
        };
    }

    private static long Parameters(LstmOptions options, int dimension) => new Architecture(
        dimension, options.Lag, options.HiddenUnits, options.Layers, options.LayerNorm, options.Residual)
        .ParameterCount;
}
