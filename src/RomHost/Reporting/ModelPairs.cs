namespace RomHost.Reporting;

/// <summary>Pairs the models of two experiments: by name, and those that are left by plugin.</summary>
internal static class ModelPairs
{
    /// <summary>Returns the pairs, in the order of the first.</summary>
    /// <param name="before">Names of the models of the first, with their plugins where known.</param>
    /// <param name="after">Those of the second.</param>
    /// <remarks>A plugin pairs models where each of both has one that is left with it.</remarks>
    public static IReadOnlyList<(string Before, string After)> Between(
        IReadOnlyDictionary<string, string?> before, IReadOnlyDictionary<string, string?> after)
    {
        string? PartnerOf(string name)
        {
            if (after.ContainsKey(name)) return name;
            if (before[name] is not { } plugin) return null;
            bool IsLeft(KeyValuePair<string, string?> model, IReadOnlyDictionary<string, string?> others) =>
                model.Value == plugin && !others.ContainsKey(model.Key);
            return before.Count(model => IsLeft(model, after)) == 1
                && after.Where(model => IsLeft(model, before)).Select(model => model.Key).ToArray() is [var other]
                ? other
                : null;
        }

        return [.. before.Keys.Select(name => (name, PartnerOf(name))).Where(pair => pair.Item2 is not null)
            .Select(pair => (pair.name, pair.Item2!))];
    }

    /// <summary>The name of a pair in tables.</summary>
    /// <param name="pair">The pair.</param>
    public static string Name((string Before, string After) pair) =>
        pair.Before == pair.After ? pair.Before : $"{pair.Before} → {pair.After}";
}
