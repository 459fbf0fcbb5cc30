using System.Numerics;
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
    private readonly PackedMatrix linear; // the columns of B that belong to y, transposed [r, r]
    private readonly double[] ofDistance; // the column of δ [r]

    /// <summary>Creates a function.</summary>
    /// <param name="constant">a [r].</param>
    /// <param name="coefficients">B [r, r+1].</param>
    /// <param name="range">The range of η.</param>
    public VarianceFunction(double[] constant, double[] coefficients, ColumnRange range)
    {
        (Constant, Coefficients, Range) = (constant, coefficients, range);
        int r = constant.Length;
        double[] transposed = Transposition.Of(coefficients, r, r + 1);
        (linear, ofDistance) = (new PackedMatrix(transposed.AsSpan(0, r * r), r, r), transposed[^r..]);
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
    /// <remarks>The order of the sum depends on r alone: members do not depend on where states lie.</remarks>
    public static double Distance(ReadOnlySpan<double> state)
    {
        var squares = Vector<double>.Zero;
        for (; state.Length >= Vector<double>.Count; state = state[Vector<double>.Count..])
        {
            var y = new Vector<double>(state);
            squares += y * y;
        }
        double sum = 1 + Vector.Sum(squares);
        foreach (double y in state) sum += y * y;
        return Math.Log(sum);
    }

    /// <summary>Computes η = ln g of each state; none depends on the others.</summary>
    /// <param name="states">The newest states y [n, r], standardised.</param>
    /// <param name="logarithm">Receives η [n, r].</param>
    public void Logarithm(ReadOnlySpan<double> states, Span<double> logarithm)
    {
        int r = Constant.Length;
        for (int at = 0; at < states.Length; at += r)
        {
            TensorPrimitives.MultiplyAdd(
                ofDistance, Distance(states.Slice(at, r)), Constant, logarithm.Slice(at, r));
        }
        Gemm.MultiplyAdd(states, linear, logarithm, states.Length / r);
        for (int at = 0; at < states.Length; at += r) Range.Clamp(logarithm.Slice(at, r));
    }
}
