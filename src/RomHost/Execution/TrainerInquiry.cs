using Rom.Forecasting.Plugins;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Validation;

namespace RomHost.Execution;

/// <summary>
/// Asks trainers of isolated models, before anything of the experiment is made: in one process for a model and all of
/// its candidates, and in another after it ended. Not thread-safe.
/// </summary>
/// <param name="folder">Where the experiment's artifacts will be.</param>
/// <param name="catalog">The plugins.</param>
/// <param name="cancellation">Ends the process.</param>
internal sealed class TrainerInquiry(
    ExperimentFolder folder, PluginCatalog catalog, CancellationToken cancellation) : IDisposable
{
    private ModelProcess? process;
    private string? of;

    /// <summary>Asks the trainer of a model.</summary>
    /// <param name="experiment">The experiment, with the options of one candidate.</param>
    /// <param name="model">The model.</param>
    /// <param name="size">The size of the training data.</param>
    /// <exception cref="ModelProcessException">The plugin threw, or the process ended or took too long.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TrainerStatement Ask(Experiment experiment, ModelPlan model, TrainingSize size)
    {
        if (of != model.Name) End();
        try
        {
            if (process is null)
            {
                process = new ModelProcess(experiment, folder, catalog, model, cancellation);
                of = model.Name;
            }
            else
            {
                process.Open(experiment);
            }
            return process.Ask(size);
        }
        catch (Exception e) when (e is not ModelProcessException { HasEnded: false })
        {
            End();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => End();

    private void End()
    {
        process?.Dispose();
        (process, of) = (null, null);
    }
}
