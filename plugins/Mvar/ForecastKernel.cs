using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rom.Numerics.LinearAlgebra;

namespace Mvar;

/// <summary>
/// Computes one step, y = A_0 + Σ_j a_j x_j, where a_j is a column of (A_w … A_1) and x_j a number of the window.
/// Columns are divided into pieces of one vector; a panel holds the same piece of all columns, so that a step reads
/// memory sequentially.
/// </summary>
internal sealed class ForecastKernel
{
    private readonly int r;
    private readonly int columns;
    // [⌈r/W⌉, w·r, W], W numbers in a vector, rows beyond r zero. Aligned, since a vector that straddles two cache
    // lines takes longer: equal models would differ by where their memory happens to lie.
    private readonly ArraySegment<double> panels;
    private readonly double[] intercept; // [⌈r/W⌉·W]

    /// <summary>Arranges the coefficients in memory.</summary>
    /// <param name="coefficients">(A_w … A_1) [r, w·r].</param>
    /// <param name="intercept">A_0 [r].</param>
    public ForecastKernel(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> intercept)
    {
        int lanes = Vector<double>.Count;
        (r, columns) = (intercept.Length, coefficients.Length / intercept.Length);
        int panelCount = (r + lanes - 1) / lanes;
        panels = CacheAligned.Allocate<double>(panelCount * columns * lanes);
        this.intercept = new double[panelCount * lanes];
        intercept.CopyTo(this.intercept);
        for (int i = 0; i < r; i++)
        {
            for (int j = 0; j < columns; j++)
                panels[(i / lanes * columns + j) * lanes + i % lanes] = coefficients[i * columns + j];
        }
    }

    /// <summary>Forecasts one state from a window in two parts, the second of which may be empty.</summary>
    /// <param name="older">The older part of the window.</param>
    /// <param name="newer">The newer part; both have w·r numbers together.</param>
    /// <param name="next">Receives the state [r].</param>
    public void Step(ReadOnlySpan<double> older, ReadOnlySpan<double> newer, Span<double> next)
    {
        int lanes = Vector<double>.Count;
        for (int first = 0; first < r; first += lanes)
        {
            var panel = panels.AsSpan(first * columns, columns * lanes);
            int split = older.Length * lanes;
            var constant = new Vector<double>(intercept, first);
            var state = constant + Product(panel[..split], older) + Product(panel[split..], newer);
            if (first + lanes <= r) state.CopyTo(next[first..]);
            else
            {
                for (int i = first; i < r; i++) next[i] = state[i - first];
            }
        }
    }

    /// <summary>The scalar twin of <see cref="Step"/>.</summary>
    /// <inheritdoc cref="Step"/>
    public void ScalarStep(ReadOnlySpan<double> older, ReadOnlySpan<double> newer, Span<double> next)
    {
        int lanes = Vector<double>.Count;
        for (int i = 0; i < r; i++)
        {
            double sum = intercept[i];
            for (int j = 0; j < columns; j++)
            {
                double x = j < older.Length ? older[j] : newer[j - older.Length];
                sum += panels[(i / lanes * columns + j) * lanes + i % lanes] * x;
            }
            next[i] = sum;
        }
    }

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
