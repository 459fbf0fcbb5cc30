namespace Mvar;

/// <summary>The coefficients of one order and the quality of their fit.</summary>
/// <param name="Order">Number of past states w.</param>
/// <param name="Coefficients">[r, w·r], the oldest state's block first.</param>
/// <param name="Intercept">A_0 [r].</param>
/// <param name="Residuals">Σ (y−ŷ)(y−ŷ)ᵀ [r, r].</param>
/// <param name="Total">Σ |y−ȳ|².</param>
/// <param name="Count">Number of windows n.</param>
internal sealed record MvarFit(
    int Order, double[] Coefficients, double[] Intercept, double[] Residuals, double Total, long Count)
{
    /// <summary>Pooled R² about each component's mean; NaN where the targets are constant.</summary>
    public required double R2 { get; init; }

    /// <summary>Root mean squared residual over windows and components.</summary>
    public required double Rmse { get; init; }
}
