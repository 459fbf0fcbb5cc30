using Rom.Abstractions;
using Rom.Forecasting.Work;

namespace Rom.Forecasting.Plugins;

/// <summary>
/// A plugin's trainer that fits from moments, whose calls are registered as <see cref="WorkUnderWay"/>.
/// </summary>
/// <param name="Adding">The trainer.</param>
/// <param name="Plugin">Its plugin.</param>
/// <param name="Name">The description of the model.</param>
internal sealed record WatchedMomentTrainer(IMomentTrainer Adding, string Plugin, string Name)
    : WatchedTrainer(Adding, Plugin, Name), IMomentTrainer
{
    /// <inheritdoc/>
    public string? MomentKey
    {
        get
        {
            using var work = Begin("the name of the moments", isBrief: true);
            return Adding.MomentKey;
        }
    }

    /// <inheritdoc/>
    public long MomentCount(int dimension)
    {
        using var work = Begin("the number of moments", isBrief: true);
        return Adding.MomentCount(dimension);
    }

    /// <inheritdoc/>
    public void AddMoments(
        LatentDataset data, ReadOnlySpan<double> origin, Span<double> moments, CancellationToken cancellation)
    {
        using var work = Begin("the moments");
        Adding.AddMoments(data, origin, moments, cancellation);
    }

    /// <inheritdoc/>
    public IRomModel TrainFrom(ReadOnlySpan<double> moments, ReadOnlySpan<double> origin, TrainingContext context)
    {
        using var work = Begin("the training");
        return Adding.TrainFrom(moments, origin, context);
    }
}
