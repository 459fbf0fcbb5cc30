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
    /// <param name="data">The training data, which a runtime in another process reads there.</param>
    /// <param name="folder">An empty folder, which receives the model's files.</param>
    /// <param name="progress">Receives reports.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    TrainingOutcome Train(
        ExperimentContext context, ModelPlan model, TrainingData data, string folder,
        IProgress<TrainingProgress> progress);

    /// <summary>Trains a model without some of the runs and keeps it in memory, to be judged.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The data, which a runtime in another process reads there.</param>
    /// <param name="fold">The fold that is held out, from 0.</param>
    /// <returns>The model. Dispose it if it is disposable.</returns>
    /// <exception cref="TrainingDivergedException">The training ended without a finite model.</exception>
    /// <exception cref="OperationCanceledException">
    /// The work was cancelled, or took longer than the model's limit.
    /// </exception>
    /// <exception cref="Exception">The plugin threw, or its process ended.</exception>
    IRomModel Fit(ExperimentContext context, ModelPlan model, FoldedData data, int fold);

    /// <summary>Loads a trained model from its folder, and checks it.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="model">The model.</param>
    /// <param name="dimension">Latent dimension of the data; null where unknown.</param>
    /// <returns>The model. Dispose it if it is disposable.</returns>
    IRomModel Load(ExperimentContext context, ModelPlan model, int? dimension);
}
