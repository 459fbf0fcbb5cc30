using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using RomHost.Configuration;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Sections;

namespace RomHost.Validation;

/// <summary>Creates the trainers and asks them for their window and the memory of a training.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="services">The services that plugins' constructors may take.</param>
/// <param name="channels">The channels of the latent state, in order.</param>
/// <param name="askElsewhere">
/// Asks the trainer of an isolated model, in another process; null asks every trainer in this one.
/// </param>
/// <param name="log">Receives errors and warnings.</param>
internal sealed class ModelCheck(
    Experiment experiment, Func<PluginRegistration, IServiceProvider> services, IReadOnlyList<string> channels,
    Func<Experiment, ModelPlan, TrainingSize, TrainerStatement>? askElsewhere, ValidationLog log)
{
    private readonly Dictionary<string, int> lags = [];

    /// <summary>
    /// The longest window of each model whose trainer can be made, over all of its candidates [steps].
    /// </summary>
    public IReadOnlyDictionary<string, int> Lags => lags;

    /// <summary>Checks every model, and of one with candidates each of them.</summary>
    /// <param name="trainFrames">
    /// Frames of a training run at the models' step; null where only the run will tell.
    /// </param>
    /// <param name="memory">Receives the memory of the trainings.</param>
    /// <returns>The longest window [steps], and the option of its model.</returns>
    public (int Lag, string Option) Check(int? trainFrames, MemoryCheck memory)
    {
        (int Lag, string Option) longest = (0, "Models");
        foreach (ModelPlan model in experiment.Models)
        {
            int index = experiment.Options.Models.ToList().FindIndex(options => options.Name == model.Name);
            string option = $"Models[{index}]";
            CheckTimeLimit(model, experiment.Options.Models[index], option);
            int lag = model.Candidates is { } grid
                ? LongestOf(model, grid, option, trainFrames, memory)
                : LagOf(experiment, model, option, "", trainFrames, memory);
            if (lag > 0) lags[model.Name] = lag;
            if (lag > longest.Lag) longest = (lag, option);
        }
        return longest;
    }

    private void CheckTimeLimit(ModelPlan model, ModelOptions options, string option)
    {
        if (model is not { TimeLimit: not null, Isolation: Isolation.None }) return;
        log.Warn(
            options.TimeLimit is null ? "TimeLimit" : $"{option}.TimeLimit",
            "it ends a training that looks at its cancellation, and neither a loading nor a forecast; "
            + "isolation: process ends all three");
    }

    // A candidate that the plugin refuses costs itself only, unless all are refused.
    private int LongestOf(ModelPlan model, CandidateGrid grid, string option, int? trainFrames, MemoryCheck memory)
    {
        int longest = 0;
        bool isUsable = false;
        var refusals = new List<string>();
        foreach (Candidate candidate in grid.Usable)
        {
            Experiment filled = experiment.With(model, candidate);
            int refused = refusals.Count;
            int lag = LagOf(
                filled, filled.Models.Single(plan => plan.Name == model.Name), option, $"candidate {candidate.Name}: ",
                trainFrames, memory, refusals.Add);
            longest = Math.Max(longest, lag);
            isUsable |= refusals.Count == refused;
        }
        foreach (string refusal in refusals)
        {
            if (isUsable) log.Warn(option, $"{refusal}; it is left out");
            else log.Error(option, refusal);
        }
        return longest;
    }

    private int LagOf(
        Experiment filled, ModelPlan model, string option, string name, int? trainFrames, MemoryCheck memory,
        Action<string>? refuse = null)
    {
        int lag = 0;
        try
        {
            var size = new TrainingSize(
                experiment.TrainRuns.Count, trainFrames ?? 1, experiment.Options.Reduction.Modes ?? 1,
                [.. channels.Where(channel => model.Channels?.Contains(channel) != false)]);
            var trainer = model.Isolation == Isolation.Process && askElsewhere is not null
                ? askElsewhere(filled, model, size)
                : Ask(model, size);
            lag = trainer.MaxLag;
            if (lag < 1) throw new ContractBreachException($"MaxLag of the trainer: expected at least 1, found {lag}");
            memory.Add(option, trainer.Memory);
            if (trainer.Refusal is { ErrorMessage: { } reason } refusal)
            {
                if (refuse is not null) refuse($"{name}{reason}");
                else log.Error(OptionOf(option, refusal), reason);
            }
        }
        catch (OperationCanceledException e) when (e.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (PluginFailure.IsRefusal(e))
        {
            string message = $"{name}the plugin refuses these options: {PluginFailure.Message(e)}";
            if (refuse is not null) refuse(message);
            else log.Error(option, message);
        }
        catch (Exception e) when (e is ContractBreachException or ModelProcessException)
        {
            log.Warn(
                option, $"{name}the model cannot be made ({PluginFailure.Message(e)}); the others go on without it");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A fault of the plugin itself, or of this machine, does not affect the other models.
            log.Warn(
                option,
                $"{name}the model cannot be made ({e.GetType().Name}: "
                + $"{PluginFailure.Message(e)}); the others go on without it");
        }
        return lag;
    }

    private static string OptionOf(string model, ValidationResult refusal) =>
        refusal.MemberNames.FirstOrDefault() is { Length: > 0 } member ? $"{model}.{member}" : model;

    private TrainerStatement Ask(ModelPlan model, TrainingSize size)
    {
        var trainer = model.Registration.Create(services(model.Registration), model.Options);
        using var _ = trainer as IDisposable;
        return new(
            trainer.MaxLag, trainer.MemoryFor(size.Runs, size.Frames, size.Dimension), size.RefusalOf(trainer));
    }
}
