namespace Rom.Numerics.Fft;

/// <summary>Complex numbers whose real and imaginary parts lie apart.</summary>
/// <param name="re">Real parts.</param>
/// <param name="im">Imaginary parts, as many as real parts.</param>
internal readonly ref struct ComplexSpan(Span<double> re, Span<double> im)
{
    /// <summary>Real parts.</summary>
    public readonly Span<double> Re = re;

    /// <summary>Imaginary parts.</summary>
    public readonly Span<double> Im = im;

    /// <summary>Returns the first elements.</summary>
    /// <param name="length">The number of elements.</param>
    public ComplexSpan First(int length) => new(Re[..length], Im[..length]);
}
