using RomHost.Progress;

namespace RomHost.Artifacts;

/// <summary>Reports which artifacts were kept or made again, and why; nothing on a first run.</summary>
internal static class Reasons
{
    /// <summary>Reports the reason for making an artifact.</summary>
    /// <param name="display">The display.</param>
    /// <param name="what">The artifact.</param>
    /// <param name="reason">The reason.</param>
    public static void Say(IProgressDisplay display, string what, string reason)
    {
        if (reason != ArtifactRecord.Missing) display.Say($"{what}: made again, {reason}");
    }

    /// <summary>Reports the reasons for making artifacts of one kind, in a line for each different reason.</summary>
    /// <param name="display">The display.</param>
    /// <param name="what">The noun in the plural.</param>
    /// <param name="reasons">The reason of each; null for kept artifacts.</param>
    public static void Say(IProgressDisplay display, string what, IReadOnlyList<string?> reasons)
    {
        if (reasons.All(reason => reason == ArtifactRecord.Missing)) return;
        int kept = reasons.Count(reason => reason is null);
        if (kept > 0) display.Say($"{what}: {kept} of {reasons.Count} kept");
        foreach (var group in reasons.OfType<string>().GroupBy(reason => reason))
            display.Say($"{what}: {group.Count()} of {reasons.Count} made, {group.Key}");
    }
}
