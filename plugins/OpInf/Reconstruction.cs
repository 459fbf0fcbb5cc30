using Rom.Numerics.LinearAlgebra;

namespace OpInf;

/// <summary>
/// The reconstruction equation: the rate of the shift as a quadratic function of the profile at the same step,
/// ṡ_k = c + A·z_k + H·(products of z_k), in standardised coordinates, after Shuai and Rowley, arXiv:2507.18780, who
/// infer the dynamics of a profile and its speed from data. Immutable and thread-safe.
/// </summary>
internal sealed class Reconstruction
{
    private readonly AffineMap map;

    /// <summary>Creates an equation.</summary>
    /// <param name="channel">The rate's coordinates in a state.</param>
    /// <param name="coefficients">(A H) [length, profile + products].</param>
    /// <param name="constant">c [length].</param>
    /// <param name="report">Facts about the fit.</param>
    public Reconstruction(
        RateChannel channel, double[] coefficients, double[] constant, ReconstructionReport report)
    {
        (Channel, Coefficients, Constant, Report) = (channel, coefficients, constant, report);
        map = new AffineMap(coefficients, constant);
    }

    /// <summary>The rate's coordinates in a state.</summary>
    public RateChannel Channel { get; }

    /// <summary>(A H) [length, profile + products].</summary>
    public double[] Coefficients { get; }

    /// <summary>c [length].</summary>
    public double[] Constant { get; }

    /// <summary>Facts about the fit.</summary>
    public ReconstructionReport Report { get; }

    /// <summary>Number of coefficients.</summary>
    public long ParameterCount => Constant.Length + (long)Coefficients.Length;

    /// <summary>Floating-point operations of a step.</summary>
    public long Flops => 2L * Coefficients.Length + Constant.Length;

    /// <summary>Computes the rate.</summary>
    /// <param name="profile">The profile, and its products.</param>
    /// <param name="rate">Receives the rate [length].</param>
    public void Apply(ReadOnlySpan<double> profile, Span<double> rate) => map.Apply(profile, rate);
}
