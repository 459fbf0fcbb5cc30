using RomHost.Progress;

namespace RomHost.Artifacts;

/// <summary>
/// Reports which artifacts were kept, made again or taken from another experiment, and why; nothing on a first run that
/// makes all of them.
/// </summary>
internal static class Reasons
{
    private const string LinkedFrom = "linked from ";

    /// <summary>Returns the reason for an artifact that is taken from another experiment.</summary>
    /// <param name="experiment">The other experiment.</param>
    /// <param name="reason">The reason for not keeping the present one.</param>
    public static string Linked(string experiment, string reason) =>
        LinkedFrom + experiment + (reason == ArtifactRecord.Missing ? "" : $", {reason}");

    /// <summary>Reports the reason for making an artifact.</summary>
    /// <param name="display">The display.</param>
    /// <param name="what">The artifact.</param>
    /// <param name="reason">The reason.</param>
    public static void Say(IProgressDisplay display, string what, string reason)
    {
        if (IsLinked(reason)) display.Say($"{what}: {reason}");
        else if (reason != ArtifactRecord.Missing) display.Say($"{what}: made again, {reason}");
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
        {
            display.Say(
                $"{what}: {group.Count()} of {reasons.Count} {(IsLinked(group.Key) ? "" : "made, ")}{group.Key}");
        }
    }

    private static bool IsLinked(string reason) => reason.StartsWith(LinkedFrom, StringComparison.Ordinal);
}
