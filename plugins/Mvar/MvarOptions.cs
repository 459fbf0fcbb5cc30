using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;

namespace Mvar;

/// <summary>Options of the multivariate autoregressive model y_k = A_0 + Σ A_j y_(k−j).</summary>
public sealed record MvarOptions
{
    /// <summary>Lag w: past states that a prediction uses. Ignored where lag_selection chooses it.</summary>
    [Lag]
    [Range(1, 1000)]
    [UsualRange(1, 200, "there is a matrix of coefficients for each past state")]
    public int Lag { get; init; } = 5;

    /// <summary>Criterion for choosing the lag among 1 … max_lag; none uses lag.</summary>
    public LagSelection LagSelection { get; init; } = LagSelection.None;

    /// <summary>The longest lag that lag_selection tries. Ignored where it is none.</summary>
    [Range(1, 1000)]
    [UsualRange(1, 200, "there is a matrix of coefficients for each past state")]
    public int MaxLag { get; init; } = 20;

    /// <summary>Ridge penalty α on the sum of squared coefficients; the intercept is not penalised.</summary>
    [Range(0, double.MaxValue)]
    [UsualRange(0, 1e6, "a large penalty shrinks every coefficient to nothing")]
    public double RidgeAlpha { get; init; } = 1e-4;

    /// <summary>
    /// Treatment of large eigenvalues of the companion matrix: those outside the unit circle let forecasts grow.
    /// </summary>
    public Stability Stability { get; init; } = Stability.None;

    /// <summary>The spectral radius to which stability scale scales. Ignored by the others.</summary>
    [Range(double.Epsilon, 1)]
    [UsualRange(0.5, 1, "a forecast halves with each step where the spectral radius is 0.5")]
    public double StabilityThreshold { get; init; } = 0.999;
}
