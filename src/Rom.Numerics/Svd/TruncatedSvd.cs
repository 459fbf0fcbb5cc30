namespace Rom.Numerics.Svd;

/// <summary>The leading part of the singular value decomposition of rows minus their mean.</summary>
public sealed record TruncatedSvd
{
    /// <summary>Number of rows.</summary>
    public required long Rows { get; init; }

    /// <summary>The mean row [columns].</summary>
    public required double[] Mean { get; init; }

    /// <summary>
    /// The leading right singular vectors in columns [columns, r], with signs that make each column's element of
    /// largest magnitude positive.
    /// </summary>
    public required double[] Modes { get; init; }

    /// <summary>The leading singular values [r], falling.</summary>
    public required double[] SingularValues { get; init; }

    /// <summary>
    /// All computed singular values, falling, at least r. Where they are not the whole spectrum, those after the first
    /// r have not converged: they are lower bounds.
    /// </summary>
    public required double[] AllSingularValues { get; init; }

    /// <summary>
    /// The sum of all squared singular values: the squared Frobenius norm of the centred rows, not an estimate.
    /// </summary>
    /// <remarks>
    /// 0 or infinite where the squares are outside the range of a double; shares of it are right even then.
    /// </remarks>
    public required double TotalEnergy { get; init; }

    /// <summary>Passes over the rows.</summary>
    public required int Passes { get; init; }

    /// <summary>Whether the tolerances were reached.</summary>
    public required bool Converged { get; init; }

    /// <summary>
    /// Estimate of the sine of the largest angle between computed and true subspace: the norm of the residual over the
    /// gap of the squared singular values at the cut (Davis and Kahan, 1970). 1 when there is no gap: then
    /// other subspaces are as good as this one. 0 where the whole spectrum was computed directly.
    /// </summary>
    public required double SubspaceError { get; init; }

    /// <summary>Number r of singular vectors.</summary>
    public int Rank => SingularValues.Length;

    /// <summary>The share of the total energy that the singular vectors hold, at most 1.</summary>
    public double EnergyRatio => Share(SingularValues.Sum(Squared));

    /// <summary>
    /// The shares of the total energy that the first k + 1 of <see cref="AllSingularValues"/> hold: rising, at most 1.
    /// </summary>
    public double[] CumulativeEnergyRatios()
    {
        double sum = 0;
        return Array.ConvertAll(AllSingularValues, sigma => Share(sum += Squared(sigma)));
    }

    /// <summary>The power of two by which singular values are multiplied before they are squared.</summary>
    internal double Scale { get; init; } = 1;

    /// <summary>The total energy of the scaled rows; null where they were not scaled.</summary>
    internal double? ScaledEnergy { get; init; }

    private double Squared(double sigma) => sigma * Scale * (sigma * Scale);

    // Both sums are rounded: the ratio may exceed 1 slightly.
    private double Share(double energy)
    {
        double share = energy / (ScaledEnergy ?? TotalEnergy);
        return share is > 1 and < 1 + Rounding ? 1 : share;
    }

    private const double Rounding = 1e-9;
}
