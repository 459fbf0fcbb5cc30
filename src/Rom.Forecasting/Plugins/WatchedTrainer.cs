using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Forecasting.Work;

namespace Rom.Forecasting.Plugins;

/// <summary>A plugin's trainer whose calls are registered as <see cref="WorkUnderWay"/>.</summary>
/// <param name="Inner">The trainer.</param>
/// <param name="Plugin">Its plugin.</param>
/// <param name="Name">The description of the model.</param>
internal record WatchedTrainer(IRomModelTrainer Inner, string Plugin, string Name)
    : IRomModelTrainer, IDisposable
{
    /// <inheritdoc/>
    public int MaxLag
    {
        get
        {
            using var work = Begin("the longest window", isBrief: true);
            return Inner.MaxLag;
        }
    }

    /// <inheritdoc/>
    public MemoryNeed? MemoryFor(int runs, int frames, int dimension)
    {
        using var work = Begin("the need of memory", isBrief: true);
        return Inner.MemoryFor(runs, frames, dimension);
    }

    /// <inheritdoc/>
    public ValidationResult? RefusalOf(int runs, int frames, int dimension)
    {
        using var work = Begin("the check of its options against the data", isBrief: true);
        return Inner.RefusalOf(runs, frames, dimension);
    }

    /// <inheritdoc/>
    public ValidationResult? RefusalOf(IReadOnlyCollection<string> channels)
    {
        using var work = Begin("the check of its options against the channels", isBrief: true);
        return Inner.RefusalOf(channels);
    }

    /// <inheritdoc/>
    public string? TrainingLog
    {
        get
        {
            using var work = Begin("the name of the training log", isBrief: true);
            return Inner.TrainingLog;
        }
    }

    /// <inheritdoc/>
    public IRomModel Train(LatentDataset data, TrainingContext context)
    {
        using var work = Begin("the training");
        return Inner.Train(data, context);
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory)
    {
        using var work = Begin("the loading");
        return Inner.Load(directory);
    }

    /// <inheritdoc/>
    public void Dispose() => (Inner as IDisposable)?.Dispose();

    /// <summary>Registers a call.</summary>
    /// <param name="what">The work.</param>
    /// <param name="isBrief">Whether it takes no time to speak of.</param>
    protected WorkUnderWay Begin(string what, bool isBrief = false) =>
        WorkUnderWay.Begin($"{what} of {Name}", Plugin, isBrief);
}
