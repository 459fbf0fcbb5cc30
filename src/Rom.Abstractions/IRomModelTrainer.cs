namespace Rom.Abstractions;

/// <summary>Fits a ROM model to latent trajectories, and loads one that was saved.</summary>
/// <remarks>
/// The host makes trainers as it needs them, from the same options, for each training and each loading: what one remembers
/// does not reach another. A training may be repeated, also on a part of the data, to measure its time.
/// </remarks>
public interface IRomModelTrainer
{
    /// <summary>The longest window that the trained model may ask for.</summary>
    int MaxLag { get; }

    /// <summary>Memory that a training cannot do without.</summary>
    /// <remarks>
    /// The host asks with what is known beforehand, and again before it trains: a latent dimension that the energy
    /// decides is known only then, and 1 until then. A trainer that does not say is not refused.
    /// </remarks>
    /// <param name="runs">Number of training runs.</param>
    /// <param name="frames">Frames of each of them, at least.</param>
    /// <param name="dimension">Latent dimension r, at least.</param>
    /// <returns>The need, or null where it is not known beforehand.</returns>
    MemoryNeed? MemoryFor(int runs, int frames, int dimension) => null;

    /// <summary>The file that tells how a training went, among those of a saved model; null where there is none.</summary>
    /// <remarks>
    /// A name without a folder, of a CSV table whose first row names its columns. The host's report draws <c>train_loss</c> and
    /// <c>val_loss</c>, or the one that there is, against <c>epoch</c>.
    /// </remarks>
    string? TrainingLog => null;

    /// <summary>Fits a model. The result is a function of the data, the options and the seed, whatever the host's threads.</summary>
    /// <param name="data">Latent trajectories.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="TrainingDivergedException">The fit left the finite numbers, or no finite model exists.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    IRomModel Train(LatentDataset data, TrainingContext context);

    /// <summary>Loads what <see cref="IRomModel.Save"/> wrote.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <returns>A model that forecasts like the one that was saved.</returns>
    /// <exception cref="InvalidDataException">A file is missing, damaged or of another model; the message names it.</exception>
    IRomModel Load(string directory);
}
