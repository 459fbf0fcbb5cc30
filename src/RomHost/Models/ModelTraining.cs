using System.Diagnostics;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Numerics.RandomNumbers;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Validation;

namespace RomHost.Models;

/// <summary>
/// Trains one model, saves it, and loads it again: later stages use the loaded model. Any fault of the plugin becomes
/// an outcome.
/// </summary>
/// <param name="context">The experiment.</param>
/// <param name="model">The model.</param>
internal sealed class ModelTraining(ExperimentContext context, ModelPlan model)
{
    // Separates the models' random streams from those of the runs.
    private const ulong TrainingStream = 0x7261696E;

    /// <summary>Trains the model.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="folder">An empty folder, which receives the model's files.</param>
    /// <param name="progress">Receives reports.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public TrainingOutcome Run(LatentDataset data, string folder, IProgress<TrainingProgress> progress)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var doubts = new RunWarnings();
            var trainer = context.Components.CreateTrainer(model);
            int frames = Enumerable.Range(0, data.RunCount).Min(data.FrameCount);
            RefuseTooLarge(trainer, data.RunCount, frames, data.Dimension);
            var (fitted, seconds) = new TimedTraining(context.Clock, () => context.Components.CreateTrainer(model))
                .Run(data, new TrainingContext(Seed, progress, context.Cancellation) { Warnings = doubts });
            using var trained = ModelContract.Checked(fitted, "Train", trainer.MaxLag, data.Dimension);
            using (context.Components.Begin("the saving", model)) trained.Save(folder);
            var facts = TrainingFacts.Of(trained);
            CheckSaved(trained, folder, trainer.MaxLag);
            facts = facts with
            {
                TrainingLog = TrainingLog.Of(trainer, folder),
                CompanionEigenvalues = CompanionEigenvalues.Of(trained, doubts),
            };
            return new(facts with { Warnings = doubts.Messages }, seconds);
        }
        catch (TrainingDivergedException e)
        {
            return new(TrainingFacts.Of(ModelStatus.Diverged, PluginFailure.Message(e), e), watch.Elapsed.TotalSeconds);
        }
        catch (Exception e) when (e is not OperationCanceledException || !context.Cancellation.IsCancellationRequested)
        {
            return TrainingOutcome.Failed(PluginFailure.Describe(e), e, watch.Elapsed.TotalSeconds);
        }
    }

    /// <summary>
    /// Trains the model once without some of the runs, from moments where the trainer adds them up, and neither times
    /// nor saves it. Faults of the plugin are thrown.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="fold">The fold that is held out, from 0.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public CheckedModel Fit(FoldedData data, int fold)
    {
        var trainer = context.Components.CreateTrainer(model);
        RefuseTooLarge(trainer, data.RunsWithout(fold).Length, data.ShortestWithout(fold), data.Dimension);
        var training = TrainingContext.Silent(Seed) with { Cancellation = context.Cancellation };
        CheckedModel Checked(IRomModel? fitted, string method) =>
            ModelContract.Checked(fitted, method, trainer.MaxLag, data.Dimension);
        if (data.MomentsWithout(fold, trainer, context.Cancellation) is { } moments)
        {
            var adding = (IMomentTrainer)trainer;
            return Checked(adding.TrainFrom(moments, data.Origin, training), nameof(adding.TrainFrom));
        }
        return data.Without(fold).Lend(
            null,
            lent => Checked(trainer.Train(lent, training), nameof(trainer.Train)),
            (fitted, breach) =>
            {
                fitted.Dispose();
                throw breach;
            });
    }

    private ulong Seed => RandomStream.DeriveSeed(context.Experiment.Options.Seed, TrainingStream);

    // Validation knew the latent dimension only where the configuration states it.
    private static void RefuseTooLarge(IRomModelTrainer trainer, int runs, int frames, int dimension)
    {
        if (trainer.MemoryFor(runs, frames, dimension)?.RefusalWithin(MachineMemory.Bytes) is { } refusal)
            throw new InsufficientMemoryException(refusal);
    }

    // A model that cannot be loaded again is useless, and the failure belongs to its training.
    private void CheckSaved(CheckedModel trained, string folder, int maxLag)
    {
        var saved = SavedFiles.In(folder);
        if (saved.Paths.Count == 0)
            throw new ContractBreachException(
                "Save: expected files, from which Load makes the model again, found none");
        if (saved.Paths.FirstOrDefault(ExperimentFolder.IsOfHost) is { } taken)
            throw new ContractBreachException(
                $"Save: expected file names of its own, found {taken}, which the host writes; choose another");
        try
        {
            using var loaded = ModelContract.Checked(
                context.Components.CreateTrainer(model).Load(folder), "Load", maxLag, trained.LatentDimension);
            if (loaded.Lag != trained.Lag)
                throw new ContractBreachException(
                    $"Load: Lag: expected {trained.Lag}, as it was trained, found {loaded.Lag}");
            if (loaded.ParameterCount != trained.ParameterCount)
            {
                throw new ContractBreachException(
                    $"Load: ParameterCount: expected {trained.ParameterCount}, as it was trained, "
                    + $"found {loaded.ParameterCount}");
            }
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            throw new ModelUnloadableException(e);
        }
        if (saved.ChangeIn(folder) is { } change)
            throw new ContractBreachException($"Load: expected the model's files as they were, found {change}");
    }
}
