using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using RomHost.Configuration;
using RomHost.Configuration.Sections;

namespace RomHost.Validation;

/// <summary>Checks that models which combine others have members with which they can be trained.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="services">The services that plugins' constructors may take.</param>
/// <param name="channels">The channels of the latent state, in order.</param>
/// <param name="log">Receives errors.</param>
internal sealed class MemberCheck(
    Experiment experiment, Func<PluginRegistration, IServiceProvider> services, IReadOnlyList<string> channels,
    ValidationLog log)
{
    /// <summary>Checks every model that combines others.</summary>
    public void Check()
    {
        for (int i = 0; i < experiment.Models.Count; i++)
        {
            var model = experiment.Models[i];
            if (!CombinedModels.IsCombined(model)) continue;
            int index = experiment.Options.Models.ToList().FindIndex(options => options.Name == model.Name);
            Check(model, $"Models[{index}]");
        }
    }

    // A member knows the leading coordinates of the states of the member that knows most.
    private void CheckChannels(IReadOnlyList<ModelPlan> members, string option)
    {
        var used = members.SelectMany(member => FieldCheck.UsedBy(member).Select(names => (
            member.Name, Channels: channels.Where(channel => names?.Contains(channel) != false).ToArray()))).ToArray();
        var longest = used.MaxBy(one => one.Channels.Length);
        foreach (var (name, own) in used)
        {
            if (own.SequenceEqual(longest.Channels.Take(own.Length))) continue;
            log.Error(
                option, $"expected members that use the same channels, or the first of those that another uses, found "
                + $"{name} with {ListText.Of(own)} and {longest.Name} with {ListText.Of(longest.Channels)}; give them "
                + "the same channels");
            return;
        }
    }

    private void Check(ModelPlan model, string option)
    {
        if (model.Candidates is not null)
        {
            // Its candidates would be judged before those of its members are chosen.
            log.Error(
                option, "expected one value for each option of a model that combines others, found candidates; give "
                + "candidates to its members");
            return;
        }
        if (experiment.TrainRuns.Count < 2)
        {
            log.Error(
                option, "expected at least 2 training runs, so that its members forecast runs that they do not know, "
                + "found 1; add runs to train.initial_conditions");
        }
        try
        {
            var trainer = model.Registration.Create(services(model.Registration), model.Options);
            using var _ = trainer as IDisposable;
            if (trainer is not ICombiningTrainer combining) return;
            var members = CombinedModels.MembersOf(experiment, model, combining);
            CheckChannels(members, option);
            if (model.Isolation == Isolation.Process) return;
            if (members.FirstOrDefault(member => member.Isolation == Isolation.Process) is { } isolated)
            {
                log.Error(
                    option, $"expected isolation: process, since its member {isolated.Name} has it and would run in "
                    + "this process here; set it for both");
            }
        }
        catch (ArgumentException e)
        {
            log.Error(option, PluginFailure.Message(e));
        }
        catch (Exception e) when (PluginFailure.IsRefusal(e))
        {
            // Named by the check of the models themselves.
        }
    }
}
