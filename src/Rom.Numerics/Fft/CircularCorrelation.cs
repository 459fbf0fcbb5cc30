using System.Buffers;
using System.Numerics.Tensors;
using Rom.Numerics.LinearAlgebra;

namespace Rom.Numerics.Fft;

/// <summary>
/// Finds the circular shift of a field that fits a fixed reference best: the (dy, dx) that maximises
/// <c>Σ roll(field, (dy, dx)) · reference</c>. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// With D the transform of the field times the conjugate of the reference's, the inverse transform of D at −(dy, dx)
/// is that sum. The map is linear, so two real fields go through one complex transform, one as its real, one as its
/// imaginary part.
/// </remarks>
public sealed class CircularCorrelation
{
    // Correlations closer than this, relative to the norms of field and reference, differ by rounding alone: about ten
    // times the largest error of the transforms.
    private const double TieTolerance = 1e-14;

    private readonly Fft2D fft;
    private readonly double[] referenceRe;
    private readonly double[] referenceIm; // conjugated
    private readonly double referenceNorm;

    /// <summary>Prepares the search for shifts towards a reference.</summary>
    /// <param name="reference">The reference [ny, nx].</param>
    /// <param name="ny">Rows.</param>
    /// <param name="nx">Columns.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not finite.</exception>
    public CircularCorrelation(ReadOnlySpan<double> reference, int ny, int nx)
    {
        fft = new Fft2D(ny, nx);
        if (reference.Length != ny * nx)
            throw new ArgumentException($"expected {ny} × {nx} values, found {reference.Length}", nameof(reference));
        (referenceRe, referenceIm) = (reference.ToArray(), new double[reference.Length]);
        Blas1.Scale(Magnitude.PowerOfTwoScale(reference), referenceRe);
        referenceNorm = Norm(referenceRe);
        fft.Forward(referenceRe, referenceIm, new double[fft.ScratchLength]);
        TensorPrimitives.Negate(referenceIm, referenceIm);
    }

    /// <summary>Finds the shift of each of a sequence of fields, in double.</summary>
    /// <param name="fields">The fields [T, ny, nx].</param>
    /// <param name="shifts">
    /// Receives the shifts [T], dy in (−ny/2, ny/2], dx in (−nx/2, nx/2]. Among shifts that fit equally well up to
    /// rounding it is the first in the order of (dy mod ny, dx mod nx): a constant field stays where it is.
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not finite.</exception>
    public void FindShifts(ReadOnlySpan<double> fields, Span<Shift> shifts) =>
        FindShifts(fields, shifts, (field, values) => field.CopyTo(values));

    /// <inheritdoc cref="FindShifts(ReadOnlySpan{double}, Span{Shift})"/>
    /// <summary>Finds the shift of each of a sequence of fields, in float; the search is in double.</summary>
    public void FindShifts(ReadOnlySpan<float> fields, Span<Shift> shifts) =>
        FindShifts(fields, shifts, TensorPrimitives.ConvertTruncating);

    /// <summary>
    /// Follows the shift of a sequence of fields from one to the next, to a fraction of a cell, in double.
    /// </summary>
    /// <param name="fields">The fields [T, ny, nx].</param>
    /// <returns>
    /// The shifts: of the first field that of <see cref="FindShifts(ReadOnlySpan{double}, Span{Shift})"/>, then the
    /// peak that is reached upwards from the one before, unless another is twice as high. A constant field stays where
    /// the one before was. A shift depends on no later field.
    /// </returns>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not finite.</exception>
    public ShiftTrack Track(ReadOnlySpan<double> fields) =>
        Track(fields, (field, values) => field.CopyTo(values));

    /// <inheritdoc cref="Track(ReadOnlySpan{double})"/>
    /// <summary>
    /// Follows the shift of a sequence of fields from one to the next, in float; the search is in double.
    /// </summary>
    public ShiftTrack Track(ReadOnlySpan<float> fields) => Track(fields, TensorPrimitives.ConvertTruncating);

    private delegate void Widening<T>(ReadOnlySpan<T> field, Span<double> values);

    private void FindShifts<T>(ReadOnlySpan<T> fields, Span<Shift> shifts, Widening<T> widen)
    {
        int size = referenceRe.Length;
        CheckLength(fields.Length, shifts.Length);
        double[] rented = ArrayPool<double>.Shared.Rent(2 * size + fft.ScratchLength);
        for (int t = 0; t < shifts.Length; t += 2)
        {
            double tie = CorrelatePair(fields, t, rented, widen);
            shifts[t] = BestShift(rented.AsSpan(0, size), tie);
            if (t + 1 < shifts.Length) shifts[t + 1] = BestShift(rented.AsSpan(size, size), tie);
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    private ShiftTrack Track<T>(ReadOnlySpan<T> fields, Widening<T> widen)
    {
        int size = referenceRe.Length, count = fields.Length / size;
        CheckLength(fields.Length, count);
        var tracker = new PeakTracker(fft.Ny, fft.Nx);
        double[] rented = ArrayPool<double>.Shared.Rent(2 * size + fft.ScratchLength);
        for (int t = 0; t < count; t += 2)
        {
            double tie = CorrelatePair(fields, t, rented, widen);
            for (int k = t; k < Math.Min(t + 2, count); k++)
            {
                var correlation = rented.AsSpan((k - t) * size, size);
                tracker.Add(correlation, tie, BestShift(correlation, tie));
            }
        }
        ArrayPool<double>.Shared.Return(rented);
        return tracker.Track;
    }

    private void CheckLength(int length, int count)
    {
        int size = referenceRe.Length;
        if (length != (long)count * size)
            throw new ArgumentException($"expected {count} × {size} values, found {length}", "fields");
    }

    /// <summary>Correlates a field, and the one after it if there is one, with the reference.</summary>
    /// <param name="fields">The fields [T, ny, nx].</param>
    /// <param name="t">The field.</param>
    /// <param name="work">
    /// Receives the correlations, scaled and at minus the shift [2, ny, nx]; what follows is scratch.
    /// </param>
    /// <param name="widen">Converts a field to double.</param>
    /// <returns>The difference up to which correlations differ by rounding alone.</returns>
    private double CorrelatePair<T>(ReadOnlySpan<T> fields, int t, Span<double> work, Widening<T> widen)
    {
        int size = referenceRe.Length;
        Span<double> first = work[..size], second = work.Slice(size, size);
        var scratch = work[(2 * size)..];
        bool isPair = (t + 1) * size < fields.Length;
        widen(fields.Slice(t * size, size), first);
        if (isPair) widen(fields.Slice((t + 1) * size, size), second);
        else second.Clear();
        // Uses both norms, because the rounding errors of a pair mix.
        double firstNorm = Norm(first), secondNorm = Norm(second);
        if (!AreAlike(firstNorm, secondNorm))
        {
            firstNorm = Normalise(first, t);
            if (isPair) secondNorm = Normalise(second, t + 1);
        }
        double norm = firstNorm + secondNorm;
        Correlate(first, second, scratch);
        return TieTolerance * norm * referenceNorm * size;
    }

    // For norms in this range no square overflows or underflows, and neither field is lost in the rounding of the
    // other.
    private static bool AreAlike(double a, double b) =>
        Math.Max(a, b) <= 1e100 && Math.Min(a, b) >= Math.Max(1e-100, 1e-6 * Math.Max(a, b));

    private static double Norm(ReadOnlySpan<double> field) => Math.Sqrt(Blas1.Dot(field, field));

    /// <summary>Brings a field near 1 by a power of two, which moves no maximum; returns its norm.</summary>
    private static double Normalise(Span<double> field, int number)
    {
        double largest = Math.Abs(TensorPrimitives.MaxMagnitude<double>(field));
        if (!double.IsFinite(largest)) throw new ArgumentException($"field {number}: expected finite values", "fields");
        Blas1.Scale(Magnitude.PowerOfTwoScale(largest), field);
        return Norm(field);
    }

    /// <summary>Replaces two fields by ny·nx times their correlations with the reference, at minus the shift.</summary>
    private void Correlate(Span<double> first, Span<double> second, Span<double> scratch)
    {
        fft.Forward(first, second, scratch);
        ComplexProduct.Apply(first, second, referenceRe, referenceIm);
        fft.Forward(second, first, scratch); // parts exchanged: the inverse, but for the factor ny·nx
    }

    private Shift BestShift(ReadOnlySpan<double> correlation, double tie)
    {
        int ny = fft.Ny, nx = fft.Nx;
        double threshold = TensorPrimitives.Max(correlation) - tie;
        for (int dy = 0; dy < ny; dy++)
        {
            var row = correlation.Slice((ny - dy) % ny * nx, nx);
            if (TensorPrimitives.Max(row) < threshold) continue;
            for (int dx = 0; dx < nx; dx++)
            {
                if (row[(nx - dx) % nx] >= threshold) return new Shift(Centred(dy, ny), Centred(dx, nx));
            }
        }
        throw new ArgumentException("expected finite values, found an overflow of the correlation");
    }

    private static int Centred(int shift, int n) => shift <= n / 2 ? shift : shift - n;
}
