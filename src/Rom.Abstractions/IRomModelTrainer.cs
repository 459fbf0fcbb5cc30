namespace Rom.Abstractions;

/// <summary>Fits a ROM model to latent trajectories, and loads one that was saved.</summary>
public interface IRomModelTrainer
{
    /// <summary>The longest window that the trained model may ask for.</summary>
    int MaxLag { get; }

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
