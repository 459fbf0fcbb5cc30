namespace Rom.Numerics.Svd;

/// <summary>Decides when the leading Ritz pairs of AᵀA have converged.</summary>
/// <param name="options">The tolerances.</param>
internal sealed class RitzConvergence(StreamedSvdOptions options)
{
    // Relative to the largest eigenvalue: changes of an eigenvalue that rounding explains, and residuals below which
    // stagnation is rounding and not slow convergence.
    private const double ValueRounding = 4e-15;
    private const double ResidualRounding = 1e-12;

    private double previousResidual = double.PositiveInfinity;

    /// <summary>Whether the tolerances are reached, or the residual stagnates at rounding.</summary>
    public bool IsReached { get; private set; }

    /// <summary>
    /// Estimate of the sine of the largest angle between the leading Ritz vectors and the true subspace, at most 1.
    /// </summary>
    public double SubspaceError { get; private set; } = 1;

    /// <summary>Updates the decision after a pass.</summary>
    /// <param name="basis">The basis.</param>
    /// <param name="rank">Number of Ritz pairs that must converge.</param>
    public void Update(KrylovBasis basis, int rank)
    {
        var values = basis.RitzValues;
        double largest = values[0];
        double residual = basis.ResidualNorm(rank);
        double gap = values[rank - 1] - (rank < values.Length ? values[rank] : 0);
        SubspaceError = residual < gap ? residual / gap : 1;
        bool standsStill = residual <= ResidualRounding * largest && residual >= 0.5 * previousResidual;
        // |λ − θ| ≤ ‖residual‖²/gap (Parlett, The Symmetric Eigenvalue Problem, 1980, §11.7); σ = √λ has half that
        // error.
        bool haveValuesConverged =
            residual * residual <= gap * (2 * options.ValueTolerance * values[rank - 1] + ValueRounding * largest);
        IsReached = (haveValuesConverged && SubspaceError <= options.SubspaceTolerance) || standsStill;
        previousResidual = residual;
    }
}
