namespace RomHost.Reporting.Tables;

/// <summary>What is asked for in a table of experiments.</summary>
/// <param name="Metrics">The keys of scores.</param>
/// <param name="Columns">The keys of further columns.</param>
/// <param name="By">The keys whose values make rows, instead of all options that differ; empty for these.</param>
/// <param name="Conditions">What rows must keep.</param>
internal sealed record ResultRequest(
    IReadOnlyList<string> Metrics, IReadOnlyList<string> Columns, IReadOnlyList<string> By,
    IReadOnlyList<RowCondition> Conditions)
{
    /// <summary>The key that rows are sorted by, the best first; null for the order of the experiments.</summary>
    public string? Sort { get; init; }

    /// <summary>Texts that a row's experiment or model has in its name, each of them.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether the best is last.</summary>
    public bool IsReversed { get; init; }

    /// <summary>Whether experiments that differ in their seed only have rows of their own.</summary>
    public bool KeepsSeeds { get; init; }

    /// <summary>Refuses keys that no result has.</summary>
    /// <param name="rows">The results, at least one.</param>
    /// <exception cref="InvalidDataException">A key is in none of them; the message names its option.</exception>
    public void Check(IReadOnlyList<ResultRow> rows)
    {
        foreach (string key in Metrics) ResultKeys.Check(key, "--metric", rows);
        foreach (string key in Columns) ResultKeys.Check(key, "--column", rows);
        foreach (string key in By) ResultKeys.Check(key, "--by", rows);
        foreach (var condition in Conditions) ResultKeys.Check(condition.Key, "--where", rows);
        if (Sort is { } sort) ResultKeys.Check(sort, "--sort", rows);
    }
}
