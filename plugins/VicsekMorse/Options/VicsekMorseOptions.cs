using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Rom.Abstractions;

namespace VicsekMorse.Options;

/// <summary>
/// Self-propelled particles that align with their neighbours (Vicsek) and attract and repel each other (Morse).
/// </summary>
public sealed record VicsekMorseOptions : IValidatableObject, IOptionsWithDoubts
{
    /// <summary>Number of particles.</summary>
    [Range(1, 100_000_000)]
    [UsualRange(2, double.PositiveInfinity, "a single particle has no neighbours to align with")]
    public int Particles { get; init; } = 100;

    /// <summary>The domain.</summary>
    public DomainOptions Domain { get; init; } = new();

    /// <summary>Length of a step [time units].</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Dt { get; init; } = 0.04;

    /// <summary>Steps from one saved frame to the next.</summary>
    [Range(1, int.MaxValue)]
    public int SaveEvery { get; init; } = 1;

    /// <summary>
    /// Speed of the particles [length units per time unit]; with speed_mode variable, the initial speed.
    /// </summary>
    [Range(0, double.MaxValue)]
    public double Speed { get; init; } = 3;

    /// <summary>The effect of forces on headings and speeds.</summary>
    public SpeedMode SpeedMode { get; init; } = SpeedMode.ConstantWithForces;

    /// <summary>Particles align with those up to this distance away [length units].</summary>
    [Range(0, 1e30, MinimumIsExclusive = true)]
    public double Radius { get; init; } = 4;

    /// <summary>Whether particles align; otherwise each keeps its own heading until force or noise turns it.</summary>
    public bool Alignment { get; init; } = true;

    /// <summary>The noise in the headings.</summary>
    public NoiseOptions Noise { get; init; } = new();

    /// <summary>The forces between particles; ignored with speed_mode constant.</summary>
    public ForceOptions Forces { get; init; } = new();

    /// <summary>Checks that a particle does not jump over its neighbourhood in one step.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        double jump = Speed * Dt;
        if (jump <= Radius / 2) yield break;
        yield return new ValidationResult(
            string.Create(
                CultureInfo.InvariantCulture,
                $"expected speed · dt of at most radius / 2 = {Radius / 2:G6}, found {jump:G6}: a particle would jump "
                + $"over its neighbourhood; use a dt of at most {Radius / 2 / Speed:G6}"),
            [nameof(Dt), nameof(Speed), nameof(Radius)]);
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Doubts()
    {
        double jump = Speed * Dt, shorter = Math.Min(Domain.Lx, Domain.Ly);
        if (Speed > 0 && jump < Radius * LeastUsualJump)
        {
            yield return new ValidationResult(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Dt:G6} is unusual for this speed and radius: a particle takes {Radius / jump:G3} steps to cross "
                    + $"its neighbourhood, some to thousands are usual; a dt of {Radius / 20 / Speed:G3} takes 20"),
                [nameof(Dt)]);
        }
        if (Alignment && Radius > shorter / 2)
        {
            yield return new ValidationResult(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Radius:G6} is unusual in a domain of {Domain.Lx:G6} × {Domain.Ly:G6}, radii are at most half a "
                    + $"side as a rule: all particles align with each other at once"),
                [nameof(Radius)]);
        }
    }

    // Steps of this share of the radius take 100,000 steps to cross a neighbourhood.
    private const double LeastUsualJump = 1e-5;
}
