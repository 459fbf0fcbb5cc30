using Rom.Abstractions;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Models;

/// <summary>Runs the code of models.</summary>
internal interface IModelRuntime
{
    /// <summary>Trains a model. Any fault of its plugin becomes an outcome.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The training data, for a runtime in this process.</param>
    /// <param name="folder">An empty folder, which receives the model's files.</param>
    /// <param name="progress">Receives reports.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    TrainingOutcome Train(
        ExperimentContext context, ModelPlan model, Lazy<TrainingData> data, string folder,
        IProgress<TrainingProgress> progress);

    /// <summary>Loads a trained model from its folder, and checks it.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="dimension">Latent dimension of the data; null where unknown.</param>
    /// <returns>The model. Dispose it if it is disposable.</returns>
    IRomModel Load(ExperimentContext context, ModelPlan model, int? dimension);
}
