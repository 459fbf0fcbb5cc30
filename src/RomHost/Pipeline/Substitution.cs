using RomHost.Artifacts;

namespace RomHost.Pipeline;

/// <summary>
/// Records what stands for artifacts of tasks that ended without them, for the work that needs them. One failure
/// decides what comes after it, so the experiment is looked at anew after each record.
/// </summary>
/// <param name="given">The experiment.</param>
/// <param name="ended">
/// Returns why the task that was to make an artifact, by its stage, ended without it; null where none has ended.
/// </param>
internal sealed class Substitution(ExperimentContext given, Func<string, StageItem, string?>? ended)
{
    private readonly HashSet<string> recorded = [];

    /// <summary>Whether there are tasks that ended before.</summary>
    public bool IsPossible => ended is not null;

    /// <summary>Returns the experiment as it is after what was recorded.</summary>
    public ExperimentContext Present() => recorded.Count == 0
        ? given
        : given with { Store = given.Store.For(given.Experiment, given.Components) };

    /// <summary>Returns those of a stage's artifacts whose tasks ended without them.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="missing">The artifacts, missing or stale.</param>
    public IReadOnlyList<LostItem> LostOf(Stage stage, IReadOnlyList<PlannedArtifact> missing) => ended is null
        ? []
        :
        [
            .. missing.Where(one => one.Reason == ArtifactRecord.Missing).Select(one => one.Item)
                .Where(item => item.Awaits is null && !recorded.Contains(item.Artifact.RecordPath))
                .Select(item => ended(stage.Name, item) is { } reason ? new LostItem(item, reason) : null)
                .OfType<LostItem>(),
        ];

    /// <summary>Records what stands for them.</summary>
    /// <param name="stage">Their stage.</param>
    /// <param name="context">The context of the work that needs them.</param>
    /// <param name="lost">The artifacts.</param>
    /// <returns>Whether something stands for one of them.</returns>
    public bool Record(Stage stage, ExperimentContext context, IReadOnlyList<LostItem> lost)
    {
        if (lost.Count == 0) return false;
        int before = recorded.Count;
        foreach (var (artifact, substitute) in stage.Substitutes(context, lost))
        {
            recorded.Add(artifact.RecordPath);
            context.Store.Substitute(artifact, substitute);
        }
        if (recorded.Count == before) return false;
        foreach (var group in lost.GroupBy(one => one.Reason))
        {
            string more = group.Count() > 1 ? $" and {group.Count() - 1} more" : "";
            context.Display.Warn($"{stage.Name}: {group.First().Item.Artifact.Name}{more}: {group.Key}");
        }
        return true;
    }
}
