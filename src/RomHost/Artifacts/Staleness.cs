using Rom.Forecasting.Provenance;

namespace RomHost.Artifacts;

/// <summary>Says why artifacts that were made from some inputs are not current.</summary>
internal static class Staleness
{
    /// <summary>Begins the key of a plugin's build.</summary>
    public const string Plugin = "plugin.";

    /// <summary>The key of the host's build.</summary>
    public const string Host = "host";

    /// <summary>The key of an attempt that did not succeed, which another start repeats.</summary>
    public const string Outcome = "outcome";

    /// <summary>The outcome of an attempt that failed.</summary>
    public const string Failed = "failed";

    private const string UpstreamModel = "upstream.model.";
    private const string None = "(none)";

    /// <summary>The first difference of the inputs.</summary>
    /// <param name="before">What the artifacts were made from.</param>
    /// <param name="now">What they would be made from today.</param>
    /// <returns>Null where there is none.</returns>
    public static string? Between(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now)
    {
        foreach (string key in before.Keys.Union(now.Keys))
        {
            string old = before.GetValueOrDefault(key, None), current = now.GetValueOrDefault(key, None);
            if (old != current) return "stale: " + Change(key, old, current);
        }
        return null;
    }

    private static string Change(string key, string old, string current)
    {
        if (key == Outcome) return old == Failed ? "the last attempt failed" : $"the last one is {old}";
        if (old == None && key == Host) return "the record does not name the RomHost that made it";
        if (old == None || current == None) return $"{key} {old} → {current}";
        if (key == Host) return SoftwareBuild.Parse(current).ChangeFrom(SoftwareBuild.Parse(old), "");
        if (key.StartsWith(Plugin, StringComparison.Ordinal)) return SoftwareBuild.Parse(current).ChangeFrom(SoftwareBuild.Parse(old), "plugin ");
        return key switch
        {
            "upstream.train" => "the training runs changed",
            "upstream.pod_basis" => "the POD basis changed",
            "upstream.model" => "the model changed",
            "upstream.run" => "the run changed",
            "upstream.contest" => "the contest changed",
            _ when key.StartsWith(UpstreamModel, StringComparison.Ordinal) => $"model {key[UpstreamModel.Length..]} changed",
            _ => $"{key} {old} → {current}",
        };
    }
}
