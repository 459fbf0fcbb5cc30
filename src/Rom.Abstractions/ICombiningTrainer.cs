namespace Rom.Abstractions;

/// <summary>
/// Fits a model that is made of other models of the experiment, a weighted mean of their forecasts say.
/// </summary>
/// <remarks>
/// <para>The host trains the members on all runs, and again without the runs of each fold, and hands over the forecasts
/// of the runs that were left out (stacking: Wolpert, Neural Networks 5, 1992): weights that are fitted to them do not
/// reward a member for what it has learned by heart.</para>
/// <para>The host saves the members with the model, below <c>members/</c>, counts their parameters, and loads them
/// before it. A member's longest window is no concern of the trainer, but <see cref="IRomModel.Lag"/> of the model is
/// that of the member with the longest.</para>
/// </remarks>
public interface ICombiningTrainer : IRomModelTrainer
{
    /// <summary>
    /// The names of the combined models, each of which stands before this one in the experiment; empty for all of
    /// these.
    /// </summary>
    IReadOnlyList<string> Members { get; }

    /// <summary>The number of folds; as many as there are runs where these are fewer.</summary>
    int Folds => 5;

    /// <summary>Fits a model to forecasts of its members.</summary>
    /// <param name="data">Latent trajectories of all runs.</param>
    /// <param name="members">The members, in order.</param>
    /// <param name="start">
    /// The first frame that members forecast in each run: the longest of their windows. A run of no more frames has no
    /// forecasts.
    /// </param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <returns>The model, without its members' parameters.</returns>
    /// <exception cref="TrainingDivergedException">No finite model exists.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    IRomModel Train(LatentDataset data, IReadOnlyList<FittedMember> members, int start, TrainingContext context);

    /// <summary>Loads a model that <see cref="IRomModel.Save"/> wrote.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <param name="members">The members, in order.</param>
    /// <returns>A model with the same forecasts as the saved one.</returns>
    /// <exception cref="InvalidDataException">
    /// A file is missing, damaged or belongs to another model; the message names it.
    /// </exception>
    IRomModel Load(string directory, IReadOnlyList<IRomModel> members);

    /// <summary>Not known without the members.</summary>
    int IRomModelTrainer.MaxLag => 1;

    /// <summary>Is refused: such a model has members.</summary>
    IRomModel IRomModelTrainer.Train(LatentDataset data, TrainingContext context) => throw WithoutMembers();

    /// <summary>Is refused: such a model has members.</summary>
    IRomModel IRomModelTrainer.Load(string directory) => throw WithoutMembers();

    private static InvalidOperationException WithoutMembers() =>
        new("a model that combines others is trained and loaded with them; call the method that takes its members");
}
