namespace Rom.Numerics.Processes;

/// <summary>The environment in which a program is started.</summary>
internal sealed record ProgramSetting
{
    /// <summary>Its working folder; null for this process's.</summary>
    public string? Folder { get; init; }

    /// <summary>Environment variables that are added to this process's own, or replace them.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether its standard input is written by this process; otherwise it is empty.</summary>
    public bool HasInput { get; init; }
}
