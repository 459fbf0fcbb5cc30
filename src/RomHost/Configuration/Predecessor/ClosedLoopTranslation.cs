using System.Globalization;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Predecessor;

/// <summary>
/// Translates the closed-loop training of the predecessor's LSTM: <c>multistep_loss</c>, whose loss is (1 − α)·one step
/// + α·mean of steps 2 … k, and <c>scheduled_sampling</c>, which puts predictions into the window with a share that
/// grows in two phases, as half a cosine wave and then linearly.
/// </summary>
/// <param name="lstm">The section <c>rom.models.lstm</c>.</param>
/// <param name="target">Receives the translated keys.</param>
/// <param name="errors">Receives errors.</param>
/// <param name="warnings">Receives warnings about unused keys.</param>
internal sealed class ClosedLoopTranslation(
    MappingNode lstm, TreeBuilder target, ConfigurationErrors errors, List<ConfigurationWarning> warnings)
{
    /// <summary>The keys translated here.</summary>
    public static readonly IReadOnlyList<string> Keys =
    [
        "multistep_loss", "multistep_k", "multistep_alpha",
        "scheduled_sampling", "ss_warmup", "ss_phase1_end", "ss_phase1_ratio", "ss_phase2_end", "ss_max_ratio",
        "ss_start_epoch", "ss_end_epoch",
    ];

    /// <summary>Translates both.</summary>
    public void Translate()
    {
        PutMultistepLoss();
        PutScheduledSampling();
    }

    private void PutMultistepLoss()
    {
        const string Switch = "multistep_loss";
        if (!IsOn(Switch, out MappingEntry? entry))
        {
            WarnOf(entry, Switch, "multistep_k", "multistep_alpha");
            return;
        }
        Put("kstep", "multistep_k", "5", entry!);
        Put("kstep_alpha", "multistep_alpha", "0.3", entry!);
    }

    private void PutScheduledSampling()
    {
        const string Switch = "scheduled_sampling";
        string[] phases = ["ss_warmup", "ss_phase1_end", "ss_phase1_ratio", "ss_phase2_end"];
        MappingEntry? share = lstm.Find(Switch);
        if (share?.Value is ScalarNode { IsNull: false, Text: not ("true" or "false") })
        {
            // A share instead of a switch, as in RomHost's files.
            target.Put("models.LSTM.scheduled_sampling", share.KeyLocation, share.Value);
            WarnOf(null, "scheduled_sampling: true", [.. phases, "ss_max_ratio", "ss_start_epoch", "ss_end_epoch"]);
            return;
        }
        if (!IsOn(Switch, out MappingEntry? entry))
        {
            if (entry is not null)
                target.Put("models.LSTM.scheduled_sampling", entry.KeyLocation, Scalar(entry.Value, "0"));
            WarnOf(entry, Switch, [.. phases, "ss_max_ratio", "ss_start_epoch", "ss_end_epoch"]);
            return;
        }
        (string warmup, string middle, string end) = ("20", "200", "400");
        bool isOlder = lstm.Find("ss_start_epoch") is not null && lstm.Find("ss_warmup") is null;
        if (isOlder)
        {
            // The predecessor has two epochs; each phase gets half of the way.
            int? first = Epoch("ss_start_epoch", 0), last = Epoch("ss_end_epoch", 500);
            if (first is null || last is null) return;
            (warmup, middle, end) = (Text(first.Value), Text((first.Value + last.Value) / 2), Text(last.Value));
        }
        else
        {
            WarnOf(null, "ss_start_epoch without ss_warmup", "ss_start_epoch", "ss_end_epoch");
        }
        Put("scheduled_sampling", "ss_max_ratio", "0.5", entry!);
        target.Put("models.LSTM.scheduled_sampling_place", entry!.KeyLocation, Scalar(entry.Value, "window"));
        Put("scheduled_sampling_warmup", "ss_warmup", warmup, entry);
        Put("scheduled_sampling_phase1_end", "ss_phase1_end", middle, entry);
        Put("scheduled_sampling_phase1_ratio", "ss_phase1_ratio", "0.3", entry);
        Put("scheduled_sampling_phase2_end", "ss_phase2_end", end, entry);
    }

    /// <summary>Returns whether a switch is on; adds an error for other values.</summary>
    private bool IsOn(string key, out MappingEntry? entry)
    {
        entry = lstm.Find(key);
        if (entry is null or { Value: ScalarNode { IsNull: true } or ScalarNode { Text: "false" } }) return false;
        if (entry.Value is ScalarNode { Text: "true" }) return true;
        errors.Add(entry.Value, $"expected true or false, found {entry.Value.Description}");
        return false;
    }

    /// <summary>Sets a key from the predecessor's value, or from its default where only the switch is given.</summary>
    private void Put(string ours, string theirs, string byDefault, MappingEntry origin)
    {
        MappingEntry? given = lstm.Find(theirs);
        target.Put(
            $"models.LSTM.{ours}",
            given?.KeyLocation ?? origin.KeyLocation,
            given?.Value ?? Scalar(origin.Value, byDefault));
    }

    private int? Epoch(string key, int byDefault)
    {
        if (lstm.Find(key)?.Value is not { } node) return byDefault;
        if (int.TryParse((node as ScalarNode)?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int epoch))
            return epoch;
        errors.Add(node, $"expected a number of epochs, found {node.Description}");
        return null;
    }

    /// <summary>Reports keys whose switch is not given; where it is off, the predecessor ignores them too.</summary>
    private void WarnOf(MappingEntry? off, string wanted, params string[] keys)
    {
        if (off is not null) return;
        foreach (MappingEntry entry in keys.Select(lstm.Find).OfType<MappingEntry>())
        {
            warnings.Add(new ConfigurationWarning(
                entry.KeyLocation, entry.Value.Path.ToString(), $"it is not used: {wanted} is not given"));
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static ScalarNode Scalar(ConfigNode place, string text) =>
        new(place.Location, place.Path, text, isQuoted: false);
}
