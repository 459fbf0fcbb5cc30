namespace RomHost.Sweeps;

/// <summary>One axis of a sweep: a key with its values, or several keys whose values go together.</summary>
/// <param name="Keys">The keys, as <c>--set</c> takes them.</param>
/// <param name="Steps">Its positions, at least one.</param>
internal sealed record SweepAxis(IReadOnlyList<string> Keys, IReadOnlyList<SweepStep> Steps)
{
    /// <summary>Whether experiments differ along it.</summary>
    public bool Varies => Steps.Count > 1;
}
