using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;

namespace Stochastic;

/// <summary>
/// Normal noise whose covariance may depend on the newest state y: e = S (√g(y) ∘ ξ), ξ standard normal, S = U diag(σ)
/// with the principal directions U of the residuals and their standard deviations σ. Its mean is 0 in every state.
/// Immutable and thread-safe.
/// </summary>
internal sealed class Noise
{
    private readonly AffineMap map;
    private readonly int r;

    /// <summary>Creates noise.</summary>
    /// <param name="directions">S [r, r]: the directions in columns, each as long as its standard deviation.</param>
    /// <param name="variance">g, the variance of each component beside its mean.</param>
    public Noise(double[] directions, VarianceFunction variance)
    {
        (Directions, Variance, r) = (directions, variance, variance.Constant.Length);
        map = new AffineMap(directions, new double[r]);
    }

    /// <summary>S [r, r].</summary>
    public double[] Directions { get; }

    /// <summary>g.</summary>
    public VarianceFunction Variance { get; }

    /// <summary>Computes the noise after a state.</summary>
    /// <param name="state">The newest state y [r], standardised.</param>
    /// <param name="normal">ξ [r]; is overwritten.</param>
    /// <param name="scale">Room for √g [r].</param>
    /// <param name="noise">Receives e [r].</param>
    public void Shape(ReadOnlySpan<double> state, Span<double> normal, Span<double> scale, Span<double> noise)
    {
        if (!Variance.IsConstant)
        {
            Variance.Logarithm(state, scale);
            TensorPrimitives.Multiply(scale, 0.5, scale);
            TensorPrimitives.Exp(scale, scale);
            TensorPrimitives.Multiply(normal, scale, normal);
        }
        map.Apply(normal, noise);
    }
}
