using RomHost.Artifacts;

namespace RomHost.Pipeline;

/// <summary>An artifact of a stage, with the part of the experiment that it belongs to.</summary>
/// <param name="Artifact">The artifact.</param>
internal sealed record StageItem(Artifact Artifact)
{
    /// <summary>The index of its run; null where it belongs to no single run.</summary>
    public int? Run { get; init; }

    /// <summary>The name of its model; null where it belongs to no single model.</summary>
    public string? Model { get; init; }

    /// <summary>What decides its inputs and is not known before it is made; null where its inputs are known.</summary>
    public string? Awaits { get; init; }

    /// <summary>Returns an artifact whose inputs are not known yet.</summary>
    /// <param name="name">The artifact's name in messages.</param>
    /// <param name="recordPath">The path of its record.</param>
    /// <param name="awaits">What decides its inputs.</param>
    public static StageItem Undecided(string name, string recordPath, string awaits) =>
        new(new Artifact(name, recordPath, new Dictionary<string, string>())) { Awaits = awaits };
}
