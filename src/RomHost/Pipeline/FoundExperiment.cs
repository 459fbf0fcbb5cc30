using RomHost.Artifacts;

namespace RomHost.Pipeline;

/// <summary>One of many experiments, for tables of them.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Summary">
/// Its summary without the parts that no table shows; null where it is not finished or cannot be read.
/// </param>
/// <param name="Problem">Why there is no summary; null where there is one.</param>
internal sealed record FoundExperiment(ExperimentFolder Folder, ExperimentSummary? Summary, string? Problem)
{
    /// <summary>Its name among those that were found.</summary>
    public string Name { get; init; } = Path.GetFileName(Folder.Root);
}
