using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.TimeSeries;

namespace Direct;

/// <summary>Fits a linear map from windows to all states that follow them.</summary>
/// <param name="options">The options.</param>
internal sealed class DirectTrainer(DirectOptions options) : IRomModelTrainer
{
    /// <inheritdoc/>
    public int MaxLag => options.Lag;

    /// <inheritdoc/>
    public MemoryNeed MemoryFor(int runs, int frames, int dimension)
    {
        // The map, the inputs of all windows, and the normal equations.
        var (windows, span) = options.Choice.Size(runs, frames);
        double inputs = (double)options.Lag * dimension, horizon = span - options.Lag;
        double map = horizon * dimension * inputs, rows = windows * inputs;
        return new MemoryNeed
        {
            Purpose = $"a map from {NumberText.Count(options.Lag, "state")} of {NumberText.Count(dimension, "mode")} "
                + $"to {NumberText.Count((long)horizon, "state")}, fitted to {NumberText.Count(windows, "window")},",
            Bytes = sizeof(double) * (map + rows + inputs * inputs),
            LongestArray = Math.Max(Math.Max(map, rows), inputs * inputs),
            Cure = "use a shorter horizon, fewer lags or modes",
            Option = nameof(options.Horizon),
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
        var runs = new Trajectories(data.Dimension, data.RunCount, data.Run);
        var windows = WindowSample.Draw(runs, options.Choice, new RandomStream(context.Seed));
        try
        {
            var (coefficients, intercept) = BlockRidge.Fit(
                windows, [.. data.Channels.Select(channel => channel.Length)], options.StatePenalty,
                options.ChangePenalty, context);
            return new DirectModel(
                coefficients, intercept, BeyondHorizon.Fit(options.Beyond, runs),
                new DirectReport(windows.Count, data.TimeStep));
        }
        catch (ArithmeticException e)
        {
            throw new TrainingDivergedException(
                $"no finite map from {NumberText.Count(windows.Count, "window")}: {e.Message}; raise state_penalty and "
                + "change_penalty");
        }
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory) => DirectFile.Read(directory);
}
