using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rom.Numerics.LinearAlgebra;

/// <summary>
/// Operations on contiguous vectors. The order of a sum depends on the length alone, so equal input gives equal bits
/// wherever the arrays lie in memory.
/// </summary>
internal static class Blas1
{
    /// <summary>The inner product <c>Σ x_i y_i</c>.</summary>
    /// <param name="x">A vector.</param>
    /// <param name="y">A vector of the same length.</param>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        y = y[..x.Length];
        ref double px = ref MemoryMarshal.GetReference(x);
        ref double py = ref MemoryMarshal.GetReference(y);
        nuint n = (nuint)x.Length, w = (nuint)Vector<double>.Count, i = 0;
        var (s0, s1, s2, s3) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        for (; i + 4 * w <= n; i += 4 * w)
        {
            nuint i1 = i + w, i2 = i1 + w, i3 = i2 + w;
            s0 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref px, i), Vector.LoadUnsafe(ref py, i), s0);
            s1 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref px, i1), Vector.LoadUnsafe(ref py, i1), s1);
            s2 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref px, i2), Vector.LoadUnsafe(ref py, i2), s2);
            s3 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref px, i3), Vector.LoadUnsafe(ref py, i3), s3);
        }
        for (; i + w <= n; i += w)
            s0 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref px, i), Vector.LoadUnsafe(ref py, i), s0);
        double sum = Vector.Sum((s0 + s1) + (s2 + s3));
        for (; i < n; i++) sum += Unsafe.Add(ref px, i) * Unsafe.Add(ref py, i);
        return sum;
    }

    /// <summary><c>y ← y + α x</c>.</summary>
    /// <param name="alpha">The factor α.</param>
    /// <param name="x">The vector that is added.</param>
    /// <param name="y">The vector that is changed, of the same length.</param>
    public static void AddScaled(double alpha, ReadOnlySpan<double> x, Span<double> y)
    {
        y = y[..x.Length];
        ref double px = ref MemoryMarshal.GetReference(x);
        ref double py = ref MemoryMarshal.GetReference(y);
        nuint n = (nuint)x.Length, w = (nuint)Vector<double>.Count, i = 0;
        var a = new Vector<double>(alpha);
        for (; i + w <= n; i += w)
        {
            var (vx, vy) = (Vector.LoadUnsafe(ref px, i), Vector.LoadUnsafe(ref py, i));
            Vector.MultiplyAddEstimate(a, vx, vy).StoreUnsafe(ref py, i);
        }
        for (; i < n; i++) Unsafe.Add(ref py, i) += alpha * Unsafe.Add(ref px, i);
    }

    /// <summary><c>(x, y) ← (c x − s y, s x + c y)</c>.</summary>
    /// <param name="x">A vector.</param>
    /// <param name="y">A vector of the same length.</param>
    /// <param name="c">Cosine of the rotation.</param>
    /// <param name="s">Sine of the rotation.</param>
    public static void Rotate(Span<double> x, Span<double> y, double c, double s)
    {
        y = y[..x.Length];
        ref double px = ref MemoryMarshal.GetReference(x);
        ref double py = ref MemoryMarshal.GetReference(y);
        nuint n = (nuint)x.Length, w = (nuint)Vector<double>.Count, i = 0;
        Vector<double> vc = new(c), vs = new(s);
        for (; i + w <= n; i += w)
        {
            var (vx, vy) = (Vector.LoadUnsafe(ref px, i), Vector.LoadUnsafe(ref py, i));
            (vc * vx - vs * vy).StoreUnsafe(ref px, i);
            (vs * vx + vc * vy).StoreUnsafe(ref py, i);
        }
        for (; i < n; i++)
        {
            ref double rx = ref Unsafe.Add(ref px, i);
            ref double ry = ref Unsafe.Add(ref py, i);
            (rx, ry) = (c * rx - s * ry, s * rx + c * ry);
        }
    }

    /// <summary><c>x ← α x</c>.</summary>
    /// <param name="alpha">The factor α.</param>
    /// <param name="x">The vector.</param>
    public static void Scale(double alpha, Span<double> x)
    {
        foreach (ref double value in x) value *= alpha;
    }
}
