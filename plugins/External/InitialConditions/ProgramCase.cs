using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace External.InitialConditions;

/// <summary>A program with one of its initial conditions. A run is made again when the program file changes.</summary>
public sealed record ProgramCase : InitialCondition
{
    /// <summary>The program or script, from the configuration file's folder.</summary>
    [Required]
    [InputFile]
    public string File { get; init; } = "";

    /// <summary>A name for the initial condition, which the program interprets.</summary>
    public string? Case { get; init; }

    /// <summary>A number for the initial condition, which the program interprets.</summary>
    public double? Parameter { get; init; }
}
