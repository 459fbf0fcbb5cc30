namespace Rom.Abstractions;

/// <summary>
/// A model that is a linear recursion, y_k = c + Σ_(j=1..w) A_j y_(k−j), and shows its coefficients: the host's report
/// draws the eigenvalues of its companion matrix. A model that does not implement it loses nothing else.
/// </summary>
public interface ILinearModel : IRomModel
{
    /// <summary>The coefficients A_j, which its forecasts follow to rounding.</summary>
    /// <returns>[w, r, r], that of the newest state (A_1) first, each row by row; a new array.</returns>
    double[] CoefficientMatrices();
}
