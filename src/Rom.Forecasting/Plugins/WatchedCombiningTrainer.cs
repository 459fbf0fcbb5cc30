using Rom.Abstractions;
using Rom.Forecasting.Work;

namespace Rom.Forecasting.Plugins;

/// <summary>
/// A plugin's trainer that combines models, whose calls are registered as <see cref="WorkUnderWay"/>.
/// </summary>
/// <param name="Combining">The trainer.</param>
/// <param name="Plugin">Its plugin.</param>
/// <param name="Name">The description of the model.</param>
internal sealed record WatchedCombiningTrainer(ICombiningTrainer Combining, string Plugin, string Name)
    : WatchedTrainer(Combining, Plugin, Name), ICombiningTrainer
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Members
    {
        get
        {
            using var work = Begin("the names of the members", isBrief: true);
            return Combining.Members;
        }
    }

    /// <inheritdoc/>
    public int Folds
    {
        get
        {
            using var work = Begin("the number of folds", isBrief: true);
            return Combining.Folds;
        }
    }

    /// <inheritdoc/>
    public IRomModel Train(
        LatentDataset data, IReadOnlyList<FittedMember> members, int start, TrainingContext context)
    {
        using var work = Begin("the training");
        return Combining.Train(data, members, start, context);
    }

    /// <inheritdoc/>
    public IRomModel Load(string directory, IReadOnlyList<IRomModel> members)
    {
        using var work = Begin("the loading");
        return Combining.Load(directory, members);
    }
}
