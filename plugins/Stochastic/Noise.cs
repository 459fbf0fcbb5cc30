using System.Numerics;

namespace Stochastic;

/// <summary>
/// Normal noise whose covariance may depend on the newest state y: e = S (√g(y) ∘ ξ), ξ standard normal, S = U diag(σ)
/// with the principal directions U of the residuals and their standard deviations σ. Its mean is 0 in every state.
/// Immutable and thread-safe.
/// </summary>
/// <param name="directions">S [r, r]: the directions in columns, each as long as its standard deviation.</param>
/// <param name="variance">g, the variance of each component beside its mean.</param>
internal sealed class Noise(double[] directions, VarianceFunction variance)
{
    /// <summary>S [r, r].</summary>
    public double[] Directions => directions;

    /// <summary>g.</summary>
    public VarianceFunction Variance => variance;

    /// <summary>Computes the deviation of each component after a state, beside its mean: √g(y).</summary>
    /// <param name="states">The newest states y [n, r], standardised.</param>
    /// <param name="deviations">Receives √g [n, r].</param>
    public void Deviations(ReadOnlySpan<double> states, Span<double> deviations)
    {
        if (variance.IsConstant)
        {
            deviations.Fill(1);
            return;
        }
        variance.Logarithm(states, deviations);
        for (; deviations.Length >= Vector<double>.Count; deviations = deviations[Vector<double>.Count..])
            ExpOfHalf(new Vector<double>(deviations)).CopyTo(deviations);
        if (deviations.IsEmpty) return;
        // By the same code, so that a deviation does not depend on its place.
        Span<double> last = stackalloc double[Vector<double>.Count];
        last.Clear();
        deviations.CopyTo(last);
        ExpOfHalf(new Vector<double>(last)).CopyTo(last);
        last[..deviations.Length].CopyTo(deviations);
    }

    private static Vector<double> ExpOfHalf(Vector<double> value) => Vector.Exp(value * 0.5);
}
