using Rom.Numerics.Statistics;

namespace RomHost.Evaluation.Statistics;

/// <summary>Names the methods of intervals in files: <c>bca</c>, <c>t</c>, <c>none</c>.</summary>
internal static class IntervalMethodText
{
    /// <summary>Returns the name of a method.</summary>
    /// <param name="method">The method.</param>
    public static string Text(this IntervalMethod method) => method.ToString().ToLowerInvariant();
}
