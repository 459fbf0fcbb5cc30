using System.Numerics;

namespace Rom.Numerics.Fft;

/// <summary>The element-wise product of complex numbers whose parts lie apart.</summary>
internal static class ComplexProduct
{
    /// <summary>a ← a·b, element by element.</summary>
    /// <param name="ar">Real parts of a, overwritten.</param>
    /// <param name="ai">Imaginary parts of a, overwritten.</param>
    /// <param name="br">Real parts of b.</param>
    /// <param name="bi">Imaginary parts of b.</param>
    public static void Apply(Span<double> ar, Span<double> ai, ReadOnlySpan<double> br, ReadOnlySpan<double> bi)
    {
        int i = 0;
        for (; i <= ar.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> xr = new(ar[i..]), xi = new(ai[i..]), yr = new(br[i..]), yi = new(bi[i..]);
            (xr * yr - xi * yi).CopyTo(ar[i..]);
            (xr * yi + xi * yr).CopyTo(ai[i..]);
        }
        for (; i < ar.Length; i++)
            (ar[i], ai[i]) = (ar[i] * br[i] - ai[i] * bi[i], ar[i] * bi[i] + ai[i] * br[i]);
    }
}
