using RomHost.Reporting;

namespace RomHost.Pipeline;

/// <summary>Says what was kept, what was made again, and why.</summary>
internal static class Reasons
{
    /// <summary>Says it for many artifacts of one kind, a line for each different reason; nothing on a first run.</summary>
    /// <param name="display">Where to say it.</param>
    /// <param name="what">What one of them is.</param>
    /// <param name="reasons">The reason of each; null for those that were kept.</param>
    public static void Say(IProgressDisplay display, string what, IReadOnlyList<string?> reasons)
    {
        if (reasons.All(reason => reason == "missing")) return;
        int kept = reasons.Count(reason => reason is null);
        if (kept > 0) display.Say($"{what}s: {kept} of {reasons.Count} kept");
        foreach (var group in reasons.OfType<string>().GroupBy(reason => reason))
            display.Say($"{what}s: {group.Count()} of {reasons.Count} made, {group.Key}");
    }
}
