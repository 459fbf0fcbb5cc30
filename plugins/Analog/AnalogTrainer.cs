using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.TimeSeries;

namespace Analog;

/// <summary>Keeps training windows, with their continuations, in which a forecast looks for neighbours.</summary>
/// <param name="options">The options.</param>
internal sealed class AnalogTrainer(AnalogOptions options) : IRomModelTrainer
{
    /// <inheritdoc/>
    public int MaxLag => options.Lag;

    /// <inheritdoc/>
    public MemoryNeed MemoryFor(int runs, int frames, int dimension)
    {
        // The states of windows that do not overlap, and two features for each coordinate of every window.
        var (windows, span) = options.Choice.Size(runs, frames);
        double apart = options.Windows == WindowPlacement.Start ? windows : 1, states = apart * span * dimension;
        double features = 2.0 * windows * dimension;
        return new MemoryNeed
        {
            Purpose = $"{NumberText.Count(windows, "window")} of {NumberText.Count(dimension, "mode")} with "
                + $"{NumberText.Count(span - options.Lag, "state")} after each",
            Bytes = sizeof(double) * (states + features),
            LongestArray = Math.Max(states, features),
            Cure = "use fewer windows or modes",
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
        context.Cancellation.ThrowIfCancellationRequested();
        if (options.Neighbours > windows.Count)
            context.Warnings?.Report(
                $"neighbours {options.Neighbours}: there {(windows.Count == 1 ? "is" : "are")} only "
                + $"{NumberText.Count(windows.Count, "training window")}, and all are averaged; lower neighbours, take "
                + "windows: anywhere, or train on more runs");
        var model = new AnalogModel(
            windows, WindowFeatures.Fit(windows, options.ChangeWeight, FurtherLengths(data)),
            BeyondHorizon.Fit(options.Beyond, runs),
            new AnalogSettings(Math.Min(options.Neighbours, windows.Count), options.Width, data.TimeStep));
        context.Progress.Report(new TrainingProgress(
            1, 1, $"{NumberText.Count(windows.Count, "window")}, horizon {NumberText.Count(windows.Horizon, "step")}"));
        return model;
    }

    // Channels after the first are further blocks of features.
    private static int[] FurtherLengths(LatentDataset data) =>
        [.. data.Channels.Skip(1).Select(channel => channel.Length).Where(length => length > 0)];

    /// <inheritdoc/>
    public IRomModel Load(string directory) => AnalogFile.Read(directory);
}
