using Rom.Numerics.LinearAlgebra;

namespace Mvar;

/// <summary>
/// Computes n ln det Σ_e + penalty · (r + w r²), with the residual covariance Σ_e; the smallest value is best
/// (Lütkepohl, New Introduction to Multiple Time Series Analysis, 2005, §4.3).
/// </summary>
internal static class InformationCriterion
{
    // A residual below this share of the targets' variance is rounding: without a floor, longer lags would win by
    // fitting it.
    private const double Rounding = 1e-14;

    /// <summary>Computes the criterion of a fit.</summary>
    /// <param name="fit">The fit; compared fits have the same targets.</param>
    /// <param name="selection">The criterion.</param>
    public static double Of(MvarFit fit, LagSelection selection)
    {
        double n = fit.Count, r = fit.Intercept.Length;
        double penalty = selection switch
        {
            LagSelection.Aic => 2,
            LagSelection.Hqic => 2 * Math.Log(Math.Log(n)),
            LagSelection.Bic => Math.Log(n),
            _ => throw new ArgumentOutOfRangeException(nameof(selection), selection, "expected bic, aic or hqic"),
        };
        double floor = Math.Max(Rounding * fit.Total, double.Epsilon);
        double logDeterminant = 0;
        foreach (double value in SymmetricEigen.Decompose(fit.Residuals, fit.Intercept.Length).Values)
            logDeterminant += Math.Log(Math.Max(value, floor) / n);
        return n * logDeterminant + penalty * (r + fit.Order * r * r);
    }
}
