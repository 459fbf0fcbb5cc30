using Rom.Forecasting.Provenance;

namespace RomHost.Artifacts;

/// <summary>Explains why artifacts made from given inputs are not current.</summary>
internal static class Staleness
{
    /// <summary>The prefix of keys of plugin builds.</summary>
    public const string Plugin = "plugin.";

    /// <summary>The key of the host's build.</summary>
    public const string Host = "host";

    /// <summary>The key of a failed attempt, which the next start repeats.</summary>
    public const string Outcome = "outcome";

    /// <summary>The outcome of a failed attempt.</summary>
    public const string Failed = "failed";

    private const string UpstreamModel = "upstream.model.";
    private const string None = "(none)";

    /// <summary>Returns the first difference of the inputs.</summary>
    /// <param name="before">The inputs of the artifacts.</param>
    /// <param name="now">Today's inputs.</param>
    /// <returns>Null for none.</returns>
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
        if (key.StartsWith(Plugin, StringComparison.Ordinal))
            return SoftwareBuild.Parse(current).ChangeFrom(SoftwareBuild.Parse(old), "plugin ");
        return key switch
        {
            "upstream.train" => "the training runs changed",
            "upstream.pod_basis" => "the POD basis changed",
            "upstream.candidates" => "the candidates changed",
            "upstream.selection" => "the choice of its options changed",
            "upstream.model" => "the model changed",
            "upstream.run" => "the run changed",
            "upstream.contest" => "the contest changed",
            _ when key.StartsWith(UpstreamModel, StringComparison.Ordinal) =>
                $"model {key[UpstreamModel.Length..]} changed",
            _ => $"{key} {old} → {current}",
        };
    }
}
