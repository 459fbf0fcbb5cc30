namespace Rom.Numerics.Processes;

/// <summary>The surroundings that a program is started in.</summary>
internal sealed record ProgramSetting
{
    /// <summary>Its working folder; null for this process's.</summary>
    public string? Folder { get; init; }

    /// <summary>Environment variables that it has beside, or in the place of, this process's own.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether its standard input is written by this process; otherwise it is empty.</summary>
    public bool HasInput { get; init; }
}
