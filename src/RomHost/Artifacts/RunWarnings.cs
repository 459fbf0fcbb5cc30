using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Configuration;

namespace RomHost.Artifacts;

/// <summary>
/// Collects a simulator's doubts about one run's data, or a training's about its model; they are kept in its record.
/// Thread-safe.
/// </summary>
internal sealed class RunWarnings : IProgress<string>
{
    private const string Fact = "warnings";

    // More doubts than this about one run are one doubt: the data is something else.
    private const int Most = 100;
    private const int LongestMessage = 4096;

    private readonly Lock gate = new();
    private readonly List<string> messages = [];

    /// <inheritdoc/>
    public void Report(string value)
    {
        string message = Printable.Text(value.Length <= LongestMessage ? value : value[..LongestMessage] + "…");
        lock (gate)
        {
            if (messages.Count < Most && !messages.Contains(message)) messages.Add(message);
        }
    }

    /// <summary>Writes the warnings into the facts of the run's record.</summary>
    /// <param name="facts">The facts.</param>
    public void AddTo(JsonObject facts)
    {
        facts[Fact] = JsonText.Tree(Messages);
    }

    /// <summary>The warnings so far.</summary>
    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (gate) return [.. messages];
        }
    }

    /// <summary>The warnings in a record's facts.</summary>
    /// <param name="facts">The facts; null where there is no record yet.</param>
    public static IEnumerable<string> In(JsonObject? facts) =>
        (facts?[Fact] as JsonArray ?? []).Select(message => message.TextAt()).OfType<string>();

    /// <summary>Returns the distinct warnings of an ensemble, with their runs.</summary>
    /// <param name="split">The ensemble.</param>
    /// <param name="runs">Its runs.</param>
    /// <param name="records">The record of each run; null where the run is not finished.</param>
    /// <returns>Lines such as <c>training run 0 (ring_s1): …</c>.</returns>
    public static IReadOnlyList<string> Of(
        Split split, IReadOnlyList<PlannedRun> runs, IReadOnlyList<ArtifactRecord?> records)
    {
        var runsOf = new OrderedDictionary<string, List<PlannedRun>>();
        foreach (var (run, record) in runs.Zip(records))
        {
            foreach (string message in In(record?.Facts))
            {
                if (!runsOf.TryGetValue(message, out var same)) runsOf.Add(message, same = []);
                same.Add(run);
            }
        }
        return [.. runsOf.Select(pair => $"{Name(split, pair.Value[0])}{Others(pair.Value.Count - 1)}: {pair.Key}")];
    }

    /// <summary>Names a run in messages.</summary>
    /// <param name="split">Its ensemble.</param>
    /// <param name="run">The run.</param>
    public static string Name(Split split, PlannedRun run) =>
        $"{(split == Split.Train ? "training" : "test")} run {run.Index} ({run.Label})";

    private static string Others(int count) => count == 0 ? "" : $" and {NumberText.Count(count, "other run")}";
}
