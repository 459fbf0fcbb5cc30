using System.ComponentModel.DataAnnotations;

namespace Rom.Abstractions;

/// <summary>Fits a ROM model to latent trajectories, and loads a saved model.</summary>
/// <remarks>
/// The host creates a trainer from the same options for each training and each loading, so state kept in one trainer
/// does not reach another. A training may be repeated, also on a part of the data, to measure its time.
/// </remarks>
public interface IRomModelTrainer
{
    /// <summary>The longest window that the trained model may need.</summary>
    int MaxLag { get; }

    /// <summary>Returns the least memory that a training needs.</summary>
    /// <remarks>
    /// The host asks once with what is known beforehand, and again before it trains: a latent dimension that follows
    /// from the energy is known only then, and passed as 1 before. A trainer that returns null is never refused.
    /// </remarks>
    /// <param name="runs">Number of training runs.</param>
    /// <param name="frames">Frames of each run, at least.</param>
    /// <param name="dimension">Latent dimension r, at least.</param>
    /// <returns>The need, or null where it is not known beforehand.</returns>
    MemoryNeed? MemoryFor(int runs, int frames, int dimension) => null;

    /// <summary>Returns why no training on data of this size is possible.</summary>
    /// <remarks>
    /// The host asks before anything is computed, where the simulator tells how long runs are: options that do not fit
    /// the data are refused then and not after the simulation. What fits no data at all belongs to the options.
    /// </remarks>
    /// <param name="runs">Number of training runs.</param>
    /// <param name="frames">Frames of each run.</param>
    /// <param name="dimension">Latent dimension r, at least.</param>
    /// <returns>A message with the numbers and the remedy, and its options; null for no objection.</returns>
    ValidationResult? RefusalOf(int runs, int frames, int dimension) => null;

    /// <summary>Returns why no training on states of these channels is possible.</summary>
    /// <remarks>
    /// The host asks before anything is computed; <see cref="Train"/> refuses such data with
    /// <see cref="ArgumentException"/>. A channel may turn out to have no coordinates, which only the data show.
    /// </remarks>
    /// <param name="channels">The names of the state's channels, in order (<see cref="LatentChannel"/>).</param>
    /// <returns>A message with what was found and the remedy, and its options; null for no objection.</returns>
    ValidationResult? RefusalOf(IReadOnlyCollection<string> channels) => null;

    /// <summary>
    /// The file that tells how a training went, among those of a saved model; null where there is none.
    /// </summary>
    /// <remarks>
    /// A name without a folder, of a CSV table whose first row names its columns. The host's report draws
    /// <c>train_loss</c> and <c>val_loss</c>, or the one that there is, against <c>epoch</c>.
    /// </remarks>
    string? TrainingLog => null;

    /// <summary>
    /// Fits a model. The result is a function of the data, the options and the seed, whatever the host's threads.
    /// </summary>
    /// <param name="data">Latent trajectories.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="TrainingDivergedException">
    /// The fit produced non-finite values, or no finite model exists.
    /// </exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    IRomModel Train(LatentDataset data, TrainingContext context);

    /// <summary>Loads a model that <see cref="IRomModel.Save"/> wrote.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <returns>A model with the same forecasts as the saved one.</returns>
    /// <exception cref="InvalidDataException">
    /// A file is missing, damaged or belongs to another model; the message names it.
    /// </exception>
    IRomModel Load(string directory);
}
