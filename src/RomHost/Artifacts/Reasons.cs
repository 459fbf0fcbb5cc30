using RomHost.Progress;

namespace RomHost.Artifacts;

/// <summary>Says what was kept, what was made again, and why; nothing on a first run.</summary>
internal static class Reasons
{
    /// <summary>Says why an artifact is made.</summary>
    /// <param name="display">Where to say it.</param>
    /// <param name="what">The artifact.</param>
    /// <param name="reason">The reason.</param>
    public static void Say(IProgressDisplay display, string what, string reason)
    {
        if (reason != ArtifactRecord.Missing) display.Say($"{what}: made again, {reason}");
    }

    /// <summary>Says why artifacts of one kind were made, in a line for each different reason.</summary>
    /// <param name="display">Where to say it.</param>
    /// <param name="what">What they are, in the plural.</param>
    /// <param name="reasons">The reason of each; null for those that were kept.</param>
    public static void Say(IProgressDisplay display, string what, IReadOnlyList<string?> reasons)
    {
        if (reasons.All(reason => reason == ArtifactRecord.Missing)) return;
        int kept = reasons.Count(reason => reason is null);
        if (kept > 0) display.Say($"{what}: {kept} of {reasons.Count} kept");
        foreach (var group in reasons.OfType<string>().GroupBy(reason => reason))
            display.Say($"{what}: {group.Count()} of {reasons.Count} made, {group.Key}");
    }
}
