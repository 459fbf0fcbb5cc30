using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace External.InitialConditions;

/// <summary>A program, and which of its initial conditions it begins with. A run is made again when the program changed.</summary>
public sealed record ProgramCase : InitialCondition
{
    /// <summary>The program or script, from the configuration file's folder.</summary>
    [Required]
    [InputFile]
    public string File { get; init; } = "";

    /// <summary>A word for the initial condition; the program knows what it means.</summary>
    public string? Case { get; init; }

    /// <summary>A number for the initial condition; the program knows what it means.</summary>
    public double? Parameter { get; init; }
}
