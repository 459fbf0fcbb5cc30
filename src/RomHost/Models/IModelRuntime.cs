using Rom.Abstractions;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Models;

/// <summary>Where the code of models runs.</summary>
internal interface IModelRuntime
{
    /// <summary>Trains a model. Whatever its plugin does becomes an outcome.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The training data, for who needs them here.</param>
    /// <param name="folder">An empty folder, which receives the model's files.</param>
    /// <param name="progress">Receives reports.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    TrainingOutcome Train(
        ExperimentContext context, ModelPlan model, Lazy<TrainingData> data, string folder, IProgress<TrainingProgress> progress);

    /// <summary>Loads a trained model from its folder, and checks it.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="dimension">Latent dimension of the data; null where it is not known.</param>
    /// <returns>The model. Dispose it if it can be.</returns>
    IRomModel Load(ExperimentContext context, ModelPlan model, int? dimension);
}
