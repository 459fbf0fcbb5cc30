using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using RomHost.Configuration;
using RomHost.Configuration.Sections;

namespace RomHost.Validation;

/// <summary>
/// Checks that the density estimator offers the wanted fields, and that models use channels that exist.
/// </summary>
/// <param name="experiment">The experiment.</param>
/// <param name="offered">The further fields that its density estimator offers.</param>
/// <param name="channels">The channels of the latent state, in order.</param>
/// <param name="log">Receives errors and warnings.</param>
internal sealed class FieldCheck(
    Experiment experiment, IReadOnlyList<FieldDescription> offered, IReadOnlyList<string> channels, ValidationLog log)
{
    /// <summary>Returns the channels of the latent state, in order.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="offered">The further fields that its density estimator offers.</param>
    public static IReadOnlyList<string> ChannelsOf(Experiment experiment, IEnumerable<FieldDescription> offered) =>
    [
        LatentChannel.Pod,
        .. experiment.Options.Reduction.TracksShifts ? [LatentChannel.ShiftRate] : Array.Empty<string>(),
        .. FieldChannel.Of(offered, experiment.FurtherFields).Select(channel => channel.Name),
    ];

    /// <summary>Checks the fields, and the channels of every model and candidate.</summary>
    public void Check()
    {
        CheckFields();
        var unused = channels.Skip(1).ToHashSet();
        foreach (ModelPlan model in experiment.Models)
        {
            foreach (var used in UsedBy(model))
            {
                if (used is null) unused.Clear();
                else
                {
                    Check(model, used);
                    unused.ExceptWith(used);
                }
            }
        }
        if (unused.Remove(LatentChannel.ShiftRate) && experiment.Models.Count > 0)
            log.Warn(
                "Reduction.ShiftForecast",
                $"no model uses the channel {LatentChannel.ShiftRate}; add it to a model's channels, or set "
                + "shift_forecast: hold");
        if (unused.Count > 0 && experiment.Models.Count > 0)
            log.Warn(
                "Density.Fields",
                $"no model uses the channel {ListText.Of([.. unused])}; add it to a model's channels, or remove its "
                + "fields");
    }

    /// <summary>Returns the channels that each candidate of a model uses; null for all.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<IReadOnlyList<string>?> UsedBy(ModelPlan model) => model.Candidates is { } grid
        ? grid.Usable.Select(candidate => ((ModelOptions)candidate.Host).Channels)
        : [model.Channels];

    private void CheckFields()
    {
        string estimator = $"density estimator '{experiment.DensityEstimator.Name}'";
        IReadOnlyList<string> fields = experiment.Options.Density.Fields;
        for (int k = 0; k < fields.Count; k++)
        {
            if (fields[k] == FieldDescription.Density || offered.Any(field => field.Name == fields[k])) continue;
            string[] all = [FieldDescription.Density, .. offered.Select(field => field.Name)];
            log.Error(
                $"Density.Fields[{k}]",
                $"expected {(offered.Count == 0 ? "the density alone" : "some of the fields")}, {ListText.Of(all)}: "
                + $"{estimator} offers no other, found {Printable.Quoted(fields[k])}; remove it or use another "
                + "estimator");
        }
    }

    private void Check(ModelPlan model, IReadOnlyList<string> used)
    {
        int index = experiment.Options.Models.ToList().FindIndex(options => options.Name == model.Name);
        string option = $"Models[{index}].Channels";
        if (CombinedModels.IsCombined(model))
        {
            log.Error(
                option, "expected no channels for a model that combines others: it uses those of its members; remove "
                + "the key");
            return;
        }
        foreach (string channel in used.Except(channels))
        {
            string[] fields = [.. offered.Where(field => field.Channel == channel).Select(field => field.Name)];
            log.Error(
                option,
                $"expected some of the channels of the latent state, {ListText.Of(channels)}, found "
                + $"{Printable.Quoted(channel)}; "
                + (fields.Length > 0 ? $"add {ListText.Of(fields)} to density.fields"
                    : channel == LatentChannel.ShiftRate ? "set reduction.shift_forecast: rate, or remove it"
                    : "remove it"));
        }
    }
}
