using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Svd;

namespace Stochastic;

/// <summary>
/// The principal components of residuals: directions U and standard deviations σ of their second moments about 0.
/// </summary>
internal sealed class PrincipalResiduals
{
    // Eigenvalues are accurate relative to the largest one.
    private const double LeastVariance = 1e-14;

    private readonly double[] directions; // Uᵀ [r, r]
    private readonly double[] deviations; // σ [r]; 0 where there is no variance but rounding
    private readonly int r;

    /// <summary>Decomposes the second moments.</summary>
    /// <param name="moments">The second moments [r, r].</param>
    /// <param name="dimension">Dimension r.</param>
    public PrincipalResiduals(double[] moments, int dimension)
    {
        r = dimension;
        var eigen = SymmetricEigen.Decompose(moments, r);
        double[] columns = Transposition.Of(eigen.Vectors, r, r);
        ModeSigns.Fix(columns, r, r);
        directions = Transposition.Of(columns, r, r);
        double least = LeastVariance * eigen.Values[0];
        deviations = Array.ConvertAll(eigen.Values, value => value > least ? Math.Sqrt(value) : 0);
    }

    /// <summary>Returns U diag(σ) [r, r], times a factor.</summary>
    /// <param name="factor">The factor.</param>
    public double[] Scaled(double factor)
    {
        double[] scaled = Transposition.Of(directions, r, r);
        for (int i = 0; i < scaled.Length; i++) scaled[i] *= factor * deviations[i % r];
        return scaled;
    }

    /// <summary>Computes p = diag(1/σ) Uᵀ e; 0 where σ is.</summary>
    /// <param name="residuals">Residuals e [n, r].</param>
    /// <returns>[n, r].</returns>
    public double[] Of(ReadOnlySpan<double> residuals)
    {
        var principal = new double[residuals.Length];
        for (int i = 0; i < principal.Length; i++)
        {
            int component = i % r;
            var direction = directions.AsSpan(component * r, r);
            if (deviations[component] > 0)
                principal[i] = TensorPrimitives.Dot(direction, residuals.Slice(i - component, r))
                    / deviations[component];
        }
        return principal;
    }
}
