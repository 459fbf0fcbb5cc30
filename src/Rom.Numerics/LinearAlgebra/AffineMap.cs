using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rom.Numerics.LinearAlgebra;

/// <summary>
/// Computes y = c + A·x of small matrices, thousands of times: A is arranged in memory once. Immutable and thread-safe;
/// allocates nothing.
/// </summary>
/// <remarks>
/// Columns are divided into pieces of one vector; a panel holds the same piece of all columns, so that an application
/// reads memory sequentially.
/// </remarks>
public sealed class AffineMap
{
    // [⌈outputs/W⌉, inputs, W], W numbers in a vector, rows beyond the last zero. Aligned, since a vector that
    // straddles two cache lines takes longer: equal maps would differ by where their memory happens to lie.
    private readonly ArraySegment<double> panels;
    private readonly double[] constant; // [⌈outputs/W⌉·W]

    /// <summary>Arranges the coefficients in memory.</summary>
    /// <param name="coefficients">A [outputs, inputs], row-major.</param>
    /// <param name="constant">c [outputs], at least one value.</param>
    /// <exception cref="ArgumentException">The coefficients are no rows of equal length for each output.</exception>
    public AffineMap(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> constant)
    {
        if (constant.IsEmpty || coefficients.Length % constant.Length != 0)
            throw new ArgumentException(
                $"expected rows of coefficients for {constant.Length} outputs, found {coefficients.Length} values",
                nameof(coefficients));
        int lanes = Vector<double>.Count;
        (Outputs, Inputs) = (constant.Length, coefficients.Length / constant.Length);
        int panelCount = (Outputs + lanes - 1) / lanes;
        panels = CacheAligned.Allocate<double>(checked(panelCount * Inputs * lanes));
        this.constant = new double[panelCount * lanes];
        constant.CopyTo(this.constant);
        for (int i = 0; i < Outputs; i++)
        {
            for (int j = 0; j < Inputs; j++)
                panels[(i / lanes * Inputs + j) * lanes + i % lanes] = coefficients[i * Inputs + j];
        }
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>Computes y = c + A·x.</summary>
    /// <param name="x">The inputs [inputs].</param>
    /// <param name="y">Receives the outputs [outputs].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<double> x, Span<double> y) => Apply(x, [], y);

    /// <summary>Computes y = c + A·x of inputs in two parts, either of which may be empty.</summary>
    /// <param name="first">The first inputs.</param>
    /// <param name="rest">The other inputs; both are [inputs] together.</param>
    /// <param name="y">Receives the outputs [outputs]; no part of the inputs.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Apply(ReadOnlySpan<double> first, ReadOnlySpan<double> rest, Span<double> y)
    {
        if (first.Length + rest.Length != Inputs || y.Length != Outputs) throw WrongLength(first, rest, y);
        int lanes = Vector<double>.Count;
        for (int row = 0; row < Outputs; row += lanes)
        {
            var panel = panels.AsSpan(row * Inputs, Inputs * lanes);
            int split = first.Length * lanes;
            var start = new Vector<double>(constant, row);
            var sum = start + Product(panel[..split], first) + Product(panel[split..], rest);
            if (row + lanes <= Outputs) sum.CopyTo(y[row..]);
            else
            {
                for (int i = row; i < Outputs; i++) y[i] = sum[i - row];
            }
        }
    }

    /// <summary>
    /// The scalar twin of <see cref="Apply(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>.
    /// </summary>
    internal void ScalarApply(ReadOnlySpan<double> first, ReadOnlySpan<double> rest, Span<double> y)
    {
        int lanes = Vector<double>.Count;
        for (int i = 0; i < Outputs; i++)
        {
            double sum = constant[i];
            for (int j = 0; j < Inputs; j++)
            {
                double x = j < first.Length ? first[j] : rest[j - first.Length];
                sum += panels[(i / lanes * Inputs + j) * lanes + i % lanes] * x;
            }
            y[i] = sum;
        }
    }

    private ArgumentException WrongLength(ReadOnlySpan<double> first, ReadOnlySpan<double> rest, Span<double> y) => new(
        $"expected {Inputs} inputs and {Outputs} outputs, found {first.Length + rest.Length} and {y.Length}");

    // Σ_j a_j x_j for one panel, in four sums, because each addition to a single sum would wait for the one before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector<double> Product(ReadOnlySpan<double> panel, ReadOnlySpan<double> x)
    {
        nuint w = (nuint)Vector<double>.Count, n = (nuint)x.Length, j = 0;
        // The loops below have no bounds checks: this is the check.
        panel = panel[..(x.Length * Vector<double>.Count)];
        ref double a = ref MemoryMarshal.GetReference(panel);
        ref double b = ref MemoryMarshal.GetReference(x);
        var (s0, s1, s2, s3) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        for (; j + 4 <= n; j += 4)
        {
            s0 = AddColumn(s0, ref a, ref b, j, w);
            s1 = AddColumn(s1, ref a, ref b, j + 1, w);
            s2 = AddColumn(s2, ref a, ref b, j + 2, w);
            s3 = AddColumn(s3, ref a, ref b, j + 3, w);
        }
        for (; j < n; j++) s0 = AddColumn(s0, ref a, ref b, j, w);
        return (s0 + s1) + (s2 + s3);
    }

    // sum + a_j x_j
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> AddColumn(Vector<double> sum, ref double a, ref double x, nuint j, nuint w) =>
        Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref a, j * w), new Vector<double>(Unsafe.Add(ref x, j)), sum);
}
