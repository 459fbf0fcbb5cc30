using RomHost.Artifacts;

namespace RomHost.Pipeline;

/// <summary>The artifacts that a stage would make, and those that it would keep.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Artifacts">Its artifacts, in the order in which it makes them.</param>
internal sealed record StagePlan(string Stage, IReadOnlyList<PlannedArtifact> Artifacts)
{
    /// <summary>The artifacts that would be made, or taken from other experiments.</summary>
    public IReadOnlyList<PlannedArtifact> ToMake => [.. Artifacts.Where(one => one.Reason is not null)];

    /// <summary>The number of artifacts that would be taken from other experiments.</summary>
    public int Linked => Artifacts.Count(one => one.LinkedFrom is not null);

    /// <summary>The number of artifacts that would be kept.</summary>
    public int Kept => Artifacts.Count - ToMake.Count;

    /// <summary>The indices of the runs of which something would be made.</summary>
    public IReadOnlyList<int> Runs => RunsOf(ToMake);

    /// <summary>The number of runs of which the stage makes artifacts; 0 where it makes none for single runs.</summary>
    public int RunCount => RunsOf(Artifacts).Count;

    /// <summary>Plans a stage by the same comparison that makes its artifacts; nothing is made or written.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="context">The experiment, as the stages before it would leave it.</param>
    /// <param name="part">The runs and models to plan; null for all.</param>
    /// <param name="findsSources">
    /// Whether artifacts are looked for in other experiments, whose files are read as a whole.
    /// </param>
    public static StagePlan Of(
        Stage stage, ExperimentContext context, Part? part = null, bool findsSources = false)
    {
        part ??= Part.Whole;
        StageItem[] items =
            [.. stage.Items(context).Where(item => part.HasRun(item.Run) && part.HasModel(item.Model))];
        var artifacts = new PlannedArtifact[items.Length];
        context.ForEach(items.Length, i => artifacts[i] = Of(items[i], context.Store, findsSources));
        return new(stage.Name, artifacts);
    }

    private static PlannedArtifact Of(StageItem item, ArtifactStore store, bool findsSources)
    {
        string? reason = ReasonOf(item, store);
        return new(item, reason)
        {
            LinkedFrom = findsSources && reason is not null && item.Awaits is null
                ? store.SourceOf(item.Artifact)
                : null,
        };
    }

    private static string? ReasonOf(StageItem item, ArtifactStore store) => item.Awaits is not { } awaited
        ? store.Look(item.Artifact).Reason
        : File.Exists(item.Artifact.RecordPath) ? $"stale: {awaited}" : ArtifactRecord.Missing;

    private static IReadOnlyList<int> RunsOf(IEnumerable<PlannedArtifact> artifacts) =>
        [.. artifacts.Select(one => one.Item.Run).OfType<int>().Distinct().Order()];
}
