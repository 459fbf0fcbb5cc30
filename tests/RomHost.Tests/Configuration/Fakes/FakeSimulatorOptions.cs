using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace RomHost.Tests.Configuration.Fakes;

/// <summary>Self-propelled particles.</summary>
public sealed record FakeSimulatorOptions : IValidatableObject
{
    /// <summary>Number of particles.</summary>
    [Range(1, int.MaxValue)]
    public int Particles { get; init; } = 100;

    /// <summary>The domain.</summary>
    public FakeDomainOptions Domain { get; init; } = new();

    /// <summary>Time step [time units].</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Dt { get; init; } = 0.01;

    /// <summary>Steps between saved frames.</summary>
    [Range(1, int.MaxValue)]
    public int SaveEvery { get; init; } = 1;

    /// <summary>Speed [length units per time unit].</summary>
    [Range(0.0, double.MaxValue)]
    public double Speed { get; init; } = 1;

    /// <summary>What forces do to the speed, see <see cref="Forces"/>.</summary>
    public FakeSpeedMode SpeedMode { get; init; }

    /// <summary>Alignment radius [length units].</summary>
    [Range(0.0, double.MaxValue)]
    public double Radius { get; init; } = 4;

    /// <summary>Whether headings align.</summary>
    public bool Alignment { get; init; } = true;

    /// <summary>The noise.</summary>
    public FakeNoiseOptions Noise { get; init; } = new();

    /// <summary>The forces.</summary>
    public FakeForcesOptions Forces { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Speed * Dt > Radius / 2)
        {
            yield return new ValidationResult(
                "expected speed * dt of at most radius / 2; use a smaller dt", [nameof(Dt)]);
        }
        if (Forces.Enabled && Forces.Cr == 0 && Forces.Ca == 0)
            yield return new ValidationResult("expected a force that is not zero", ["Forces.Ca"]);
    }
}

public sealed record FakeDomainOptions
{
    /// <summary>Width [length units].</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Lx { get; init; } = 20;

    /// <summary>Height [length units].</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Ly { get; init; } = 20;

    /// <summary>What happens at the edge.</summary>
    public Boundary Boundary { get; init; }
}

public enum FakeSpeedMode
{
    /// <summary>Forces are ignored.</summary>
    Constant,

    /// <summary>Forces turn.</summary>
    ConstantWithForces,

    /// <summary>Forces accelerate.</summary>
    Variable,
}

public sealed record FakeNoiseOptions
{
    public FakeNoiseKind Kind { get; init; }

    [Range(0.0, double.MaxValue)]
    public double Eta { get; init; } = 0.2;

    public bool MatchVariance { get; init; } = true;
}

public enum FakeNoiseKind
{
    Uniform,
    Gaussian,
}

public sealed record FakeForcesOptions
{
    public bool Enabled { get; init; } = true;

    public double Ca { get; init; } = 1;

    public double Cr { get; init; } = 2;

    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double La { get; init; } = 1.5;

    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Lr { get; init; } = 0.5;

    public double MuT { get; init; } = 0.3;

    public double RcutFactor { get; init; } = 5;
}
