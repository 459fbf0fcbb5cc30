using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.TimeSeries;

namespace Kernel;

/// <summary>Fits a map from windows to all states that follow them by kernel ridge regression.</summary>
/// <param name="options">The options.</param>
internal sealed class KernelTrainer(KernelOptions options) : IRomModelTrainer
{
    /// <inheritdoc/>
    public int MaxLag => options.Lag;

    /// <inheritdoc/>
    public MemoryNeed MemoryFor(int runs, int frames, int dimension)
    {
        // The kernel matrix, and a coefficient of each window for each value of the continuation.
        var (windows, span) = options.Choice.Size(runs, frames);
        double matrix = (double)windows * windows, coefficients = (double)windows * (span - options.Lag) * dimension;
        return new MemoryNeed
        {
            Purpose = $"a kernel of {NumberText.Count(windows, "window")} with "
                + $"{NumberText.Count(span - options.Lag, "state")} of {NumberText.Count(dimension, "mode")} after "
                + "each",
            Bytes = sizeof(double) * (matrix + coefficients),
            LongestArray = Math.Max(matrix, coefficients),
            Cure = "use fewer windows, a shorter horizon or fewer modes",
            Option = nameof(options.MaxWindows),
        };
    }

    /// <inheritdoc/>
    public ValidationResult? RefusalOf(int runs, int frames, int dimension) =>
        options.Choice.RefusalOf(frames) is { } refusal
            ? new ValidationResult(refusal, [nameof(options.Horizon)])
            : null;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// No run is long enough, or states are too many or too far apart.
    /// </exception>
    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var runs = new Trajectories(data.Dimension, data.RunCount, data.Run);
        var windows = WindowSample.Draw(runs, options.Choice, new RandomStream(context.Seed));
        var features = WindowFeatures.Fit(windows, options.ChangeWeight, FurtherLengths(data));
        try
        {
            return new KernelModel(
                features, KernelRidge.Fit(windows, features.Compute(windows), options.Width, options.Penalty, context),
                BeyondHorizon.Fit(options.Beyond, runs), data.TimeStep);
        }
        catch (ArithmeticException e)
        {
            throw new TrainingDivergedException(
                $"the kernel of {NumberText.Count(windows.Count, "window")} with the penalty "
                + $"{NumberText.Of(options.Penalty)} has no accurate inverse: {e.Message}; raise the penalty");
        }
    }

    // Channels after the first are further blocks of features.
    private static int[] FurtherLengths(LatentDataset data) =>
        [.. data.Channels.Skip(1).Select(channel => channel.Length).Where(length => length > 0)];

    /// <inheritdoc/>
    public IRomModel Load(string directory) => KernelFile.Read(directory);
}
