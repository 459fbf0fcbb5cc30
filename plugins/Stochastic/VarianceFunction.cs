using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Statistics;

namespace Stochastic;

/// <summary>
/// The variance of each principal residual as a function of the newest state y, beside its mean: g_i(y) = exp(η_i),
/// η = a + B (y, δ), δ = ln(1 + |y|²), within the range of η over the training states. It is positive for any
/// coefficients (Harvey, Econometrica 44, 1976), linear in a coordinate's sign through y, in the distance from the mean
/// through δ, and no state outside the data makes it larger or smaller than they do. Immutable and thread-safe.
/// </summary>
internal sealed class VarianceFunction
{
    private readonly AffineMap map;

    /// <summary>Creates a function.</summary>
    /// <param name="constant">a [r].</param>
    /// <param name="coefficients">B [r, r+1].</param>
    /// <param name="range">The range of η.</param>
    public VarianceFunction(double[] constant, double[] coefficients, ColumnRange range)
    {
        (Constant, Coefficients, Range) = (constant, coefficients, range);
        map = new AffineMap(coefficients, constant);
        IsConstant = !coefficients.AsSpan().ContainsAnyExcept(0.0);
    }

    /// <summary>a [r].</summary>
    public double[] Constant { get; }

    /// <summary>B [r, r+1].</summary>
    public double[] Coefficients { get; }

    /// <summary>The range of η.</summary>
    public ColumnRange Range { get; }

    /// <summary>Whether the variance is the same for every state.</summary>
    public bool IsConstant { get; }

    /// <summary>Creates g = 1.</summary>
    /// <param name="dimension">Dimension r.</param>
    public static VarianceFunction One(int dimension) => new(
        new double[dimension], new double[dimension * (dimension + 1)],
        new ColumnRange(new double[dimension], new double[dimension]));

    /// <summary>Computes δ = ln(1 + |y|²).</summary>
    /// <param name="state">y [r].</param>
    public static double Distance(ReadOnlySpan<double> state) =>
        Math.Log(1 + TensorPrimitives.SumOfSquares(state));

    /// <summary>Computes η = ln g.</summary>
    /// <param name="state">The newest state y [r], standardised.</param>
    /// <param name="logarithm">Receives η [r].</param>
    public void Logarithm(ReadOnlySpan<double> state, Span<double> logarithm)
    {
        map.Apply(state, [Distance(state)], logarithm);
        Range.Clamp(logarithm);
    }
}
