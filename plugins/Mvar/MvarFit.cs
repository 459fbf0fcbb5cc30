namespace Mvar;

/// <summary>Coefficients of one order.</summary>
/// <param name="Order">Number of past states w.</param>
/// <param name="Coefficients">[r, w·r], the oldest state's block first.</param>
/// <param name="Intercept">A_0 [r].</param>
/// <param name="Residuals">Σ (y−ŷ)(y−ŷ)ᵀ [r, r].</param>
/// <param name="Count">Number of windows.</param>
/// <param name="R2">Pooled R² on the training data, about each component's mean.</param>
/// <param name="Rmse">Root of the mean squared residual.</param>
internal sealed record MvarFit(
    int Order, double[] Coefficients, double[] Intercept, double[] Residuals, long Count, double R2, double Rmse);
