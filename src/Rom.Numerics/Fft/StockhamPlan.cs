using System.Runtime.InteropServices;

namespace Rom.Numerics.Fft;

/// <summary>
/// A complex FFT of one length over many lanes at once: element j of lane q lies at j·lanes + q. Immutable and
/// thread-safe.
/// </summary>
internal sealed class StockhamPlan
{
    private readonly Stage[] stages;

    /// <summary>Plans transforms of a length.</summary>
    /// <param name="length">The length, at least 1; factors 2, 3 and 5 are fast, other primes cost their
    /// square.</param>
    public StockhamPlan(int length)
    {
        var made = new List<Stage>();
        for (int left = length; left > 1; left /= made[^1].Radix) made.Add(NextStage(left));
        (Length, stages) = (length, [.. made]);
    }

    /// <summary>The length.</summary>
    public int Length { get; }

    /// <summary>Transforms all lanes. The two buffers are swapped as needed, so that x holds the result.</summary>
    /// <param name="x">The input [length, lanes]; the result on return.</param>
    /// <param name="y">Scratch [length, lanes].</param>
    /// <param name="lanes">Lanes, a multiple of the vector width.</param>
    public void Transform(ref ComplexSpan x, ref ComplexSpan y, int lanes)
    {
        // The stages go without bounds checks: this is the one check.
        int size = Length * lanes;
        _ = (x.First(size).Re.Length, y.First(size).Re.Length);
        int s = lanes;
        foreach (var stage in stages)
        {
            stage.Apply(
                ref MemoryMarshal.GetReference(x.Re), ref MemoryMarshal.GetReference(x.Im),
                ref MemoryMarshal.GetReference(y.Re), ref MemoryMarshal.GetReference(y.Im), s);
            s *= stage.Radix;
            var free = x;
            x = y;
            y = free;
        }
    }

    private static Stage NextStage(int length)
    {
        if (length % 4 == 0) return new Radix4Stage(length);
        if (length % 2 == 0) return new Radix2Stage(length);
        if (length % 3 == 0) return new Radix3Stage(length);
        if (length % 5 == 0) return new Radix5Stage(length);
        int prime = 7;
        while (length % prime != 0) prime = (long)prime * prime > length ? length : prime + 2;
        return new OddRadixStage(prime, length);
    }
}
