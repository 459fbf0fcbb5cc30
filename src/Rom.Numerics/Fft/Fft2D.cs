using System.Numerics;
using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Fft;

/// <summary>
/// The discrete Fourier transform of complex ny × nx fields of any size, in double:
/// <c>F[k, l] = Σ_y Σ_x f[y, x] exp(−2πi (k·y/ny + l·x/nx))</c>, as <c>numpy.fft.fft2</c>. Immutable and thread-safe:
/// threads share a plan and bring scratch of their own. Nothing is allocated while it runs.
/// </summary>
public sealed class Fft2D
{
    private readonly StockhamPlan alongY;
    private readonly StockhamPlan alongX;
    private readonly int lanesX; // nx and ny, rounded up
    private readonly int lanesY;
    private readonly int bufferLength;

    /// <summary>Plans transforms of a size.</summary>
    /// <param name="ny">Rows, at least 1.</param>
    /// <param name="nx">Columns, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    /// <exception cref="OverflowException">The scratch would not fit an array.</exception>
    public Fft2D(int ny, int nx)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ny, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(nx, 1);
        (Ny, Nx) = (ny, nx);
        (alongY, alongX) = (new StockhamPlan(ny), new StockhamPlan(nx));
        (lanesX, lanesY) = (Lanes(nx), Lanes(ny));
        bufferLength = checked(Math.Max(ny * lanesX, nx * lanesY));
        ScratchLength = checked(4 * bufferLength);
    }

    /// <summary>Rows.</summary>
    public int Ny { get; }

    /// <summary>Columns.</summary>
    public int Nx { get; }

    /// <summary>Number of doubles of scratch that a transform needs.</summary>
    public int ScratchLength { get; }

    /// <summary>Transforms a field in place.</summary>
    /// <param name="re">Real parts [ny, nx].</param>
    /// <param name="im">Imaginary parts [ny, nx].</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> doubles, contents ignored.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Forward(Span<double> re, Span<double> im, Span<double> scratch)
    {
        CheckLength(re, nameof(re));
        CheckLength(im, nameof(im));
        if (scratch.Length < ScratchLength)
            throw new ArgumentException($"expected {ScratchLength} doubles, found {scratch.Length}", nameof(scratch));
        int n = bufferLength;
        var x = new ComplexSpan(scratch[..n], scratch.Slice(n, n));
        var y = new ComplexSpan(scratch.Slice(2 * n, n), scratch.Slice(3 * n, n));

        Pad(re, x.Re);
        Pad(im, x.Im);
        alongY.Transform(ref x, ref y, lanesX);
        Transpose(x.Re, y.Re);
        Transpose(x.Im, y.Im);
        alongX.Transform(ref y, ref x, lanesY);
        Transposition.Apply(y.Re, Nx, Ny, lanesY, re, Nx);
        Transposition.Apply(y.Im, Nx, Ny, lanesY, im, Nx);
    }

    /// <summary>Transforms a spectrum back in place: the inverse of <see cref="Forward"/>, divided by ny·nx.</summary>
    /// <param name="re">Real parts [ny, nx].</param>
    /// <param name="im">Imaginary parts [ny, nx].</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> doubles, contents ignored.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Inverse(Span<double> re, Span<double> im, Span<double> scratch)
    {
        // With the parts exchanged, exp(−iφ) acts as exp(+iφ).
        Forward(im, re, scratch);
        double scale = 1.0 / ((double)Ny * Nx);
        TensorPrimitives.Multiply(re, scale, re);
        TensorPrimitives.Multiply(im, scale, im);
    }

    private void Pad(ReadOnlySpan<double> field, Span<double> padded)
    {
        if (lanesX == Nx)
        {
            field.CopyTo(padded);
            return;
        }
        for (int y = 0; y < Ny; y++)
        {
            field.Slice(y * Nx, Nx).CopyTo(padded[(y * lanesX)..]);
            padded[(y * lanesX + Nx)..((y + 1) * lanesX)].Clear();
        }
    }

    private void Transpose(ReadOnlySpan<double> from, Span<double> to)
    {
        if (lanesY != Ny) to.Clear();
        Transposition.Apply(from, Ny, Nx, lanesX, to, lanesY);
    }

    private void CheckLength(ReadOnlySpan<double> field, string name)
    {
        if (field.Length != Ny * Nx)
            throw new ArgumentException($"expected {Ny} × {Nx} values, found {field.Length}", name);
    }

    /// <summary>
    /// Rounds a row length up to whole vectors and avoids powers of two, whose columns would share few cache sets.
    /// </summary>
    private static int Lanes(int length)
    {
        int lanes = checked(length + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        return lanes % 32 == 0 ? lanes + Vector<double>.Count : lanes;
    }
}
