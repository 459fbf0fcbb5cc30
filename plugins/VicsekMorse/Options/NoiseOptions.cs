using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace VicsekMorse.Options;

/// <summary>The random angle that turns each heading in each step.</summary>
public sealed record NoiseOptions
{
    /// <summary>The distribution of the angles.</summary>
    public NoiseKind Kind { get; init; } = NoiseKind.Gaussian;

    /// <summary>Strength η [rad]: the width of the uniform distribution. 0 switches the noise off.</summary>
    [Range(0, double.MaxValue)]
    [UsualRange(0, Math.Tau, "η is in rad, and angles of ±π already turn a particle in any direction")]
    public double Eta { get; init; } = 0.3;

    /// <summary>
    /// Whether gaussian angles have the variance of uniform ones, so that their standard deviation is η/√12; otherwise
    /// it is η. Ignored for uniform noise.
    /// </summary>
    public bool MatchVariance { get; init; } = true;
}
