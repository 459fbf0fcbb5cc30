namespace RomHost.Sweeps;

/// <summary>Combinations of values that a sweep leaves out.</summary>
/// <param name="Excluded">For some axes, the positions that are excluded where all of them meet.</param>
internal sealed record SweepExclusion(IReadOnlyList<(int Axis, IReadOnlySet<int> Steps)> Excluded)
{
    /// <summary>Returns whether an experiment is left out.</summary>
    /// <param name="steps">Its position on each axis.</param>
    public bool Contains(IReadOnlyList<int> steps) =>
        Excluded.All(excluded => excluded.Steps.Contains(steps[excluded.Axis]));
}
