namespace Fuzz.Tests.Targets;

/// <summary>Every reader of files, and in one place the exceptions that each may throw.</summary>
internal static class AllTargets
{
    /// <summary>The targets.</summary>
    public static IReadOnlyList<Target> List { get; } =
    [
        .. ArrayTargets.All, .. ConfigurationTargets.All, .. RecordingTargets.All, .. ExperimentTargets.All,
        .. ForecastTargets.All, .. ArtifactTargets.All,
    ];

    /// <summary>The target of a name.</summary>
    public static Target Named(string name) => List.Single(target => target.Name == name);
}
