using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace Rom.Testing.Tests;

public sealed record FlawedOptions
{
    public Flaw Flaw { get; init; }

    [Range(1, 10)]
    public int Number { get; init; } = 3;

    [Lag]
    [Range(1, 10)]
    public int Lag { get; init; } = 2;

    [GridSize]
    [Range(1, 100)]
    public int Columns { get; init; } = 2;

    public FlawedInner Inner { get; init; } = new();

    /// <summary>A folder that does not belong to the plugin.</summary>
    public string Elsewhere { get; init; } = "";
}

public sealed record FlawedInner
{
    [Range(0.0, 1.0)]
    public double Share { get; init; } = 0.5;
}
