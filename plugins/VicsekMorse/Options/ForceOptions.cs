using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace VicsekMorse.Options;

/// <summary>
/// Morse forces between particles at distance r: repulsion (cr/lr)·exp(−r/lr) less attraction (ca/la)·exp(−r/la).
/// </summary>
public sealed record ForceOptions
{
    /// <summary>Whether forces act between particles.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Strength of the attraction [energy units].</summary>
    [Range(0, MaxStrength)]
    public double Ca { get; init; } = 1.5;

    /// <summary>Strength of the repulsion [energy units].</summary>
    [Range(0, MaxStrength)]
    public double Cr { get; init; } = 0.5;

    /// <summary>Range of the attraction [length units].</summary>
    [Range(MinRange, MaxRange)]
    public double La { get; init; } = 1.5;

    /// <summary>Range of the repulsion [length units].</summary>
    [Range(MinRange, MaxRange)]
    public double Lr { get; init; } = 0.5;

    /// <summary>
    /// Mobility: the influence of the force on the heading (speed_mode constant_with_forces, where only its direction
    /// counts), or on the acceleration (speed_mode variable).
    /// </summary>
    [Range(0, MaxStrength)]
    public double MuT { get; init; } = 0.3;

    /// <summary>Forces act up to this multiple of the longer of the two ranges.</summary>
    [Range(0, 1e6, MinimumIsExclusive = true)]
    [UsualRange(1, 50, "shorter than their ranges forces are cut off where they act, far beyond them they are zero")]
    public double RcutFactor { get; init; } = 5;

    // Wide enough for any unit system, narrow enough that no product of these overflows.
    private const double MaxStrength = 1e30;
    private const double MinRange = 1e-30;
    private const double MaxRange = 1e30;
}
