namespace Rom.Numerics.Fft;

/// <summary>
/// One stage of a Stockham FFT: butterflies of one radix over many lanes, out of place and self-sorting. With n the
/// length that is left, m = n / radix and s contiguous lanes,
/// <c>y[s(radix·p + t) + q] = ω_n^(p·t) Σ_k x[s(p + m·k) + q] ω_radix^(k·t)</c>, ω_n = exp(−2πi/n)
/// (Stockham's autosort; Van Loan, Computational Frameworks for the FFT, SIAM 1992, §1.7).
/// </summary>
/// <remarks>
/// Real and imaginary parts lie apart, and s is a multiple of the vector width: no loop has a remainder.
/// </remarks>
internal abstract class Stage
{
    /// <summary>Creates a stage and its twiddle factors.</summary>
    /// <param name="radix">The radix.</param>
    /// <param name="length">The length n that is left; a multiple of the radix.</param>
    protected Stage(int radix, int length)
    {
        (Radix, Count) = (radix, length / radix);
        Cos = new double[Count * (radix - 1)];
        Sin = new double[Count * (radix - 1)];
        for (int p = 0; p < Count; p++)
        {
            for (int t = 1; t < radix; t++)
            {
                // exp(−2πi p t / n), the angle reduced to [−π, π] in whole numbers first, where nothing rounds.
                long turn = (long)p * t % length;
                if (2 * turn > length) turn -= length;
                var (sin, cos) = double.SinCosPi(2.0 * turn / length);
                (Cos[p * (radix - 1) + t - 1], Sin[p * (radix - 1) + t - 1]) = (cos, -sin);
            }
        }
    }

    /// <summary>The radix.</summary>
    public int Radix { get; }

    /// <summary>Number m of butterflies in each lane.</summary>
    protected int Count { get; }

    /// <summary>Real parts of ω_n^(p·t), t = 1 … radix − 1 [m, radix − 1].</summary>
    protected double[] Cos { get; }

    /// <summary>Imaginary parts of ω_n^(p·t) [m, radix − 1].</summary>
    protected double[] Sin { get; }

    /// <summary>Applies the stage.</summary>
    /// <param name="xr">Real parts of the input.</param>
    /// <param name="xi">Imaginary parts of the input.</param>
    /// <param name="yr">Receives the real parts.</param>
    /// <param name="yi">Receives the imaginary parts.</param>
    /// <param name="lanes">Contiguous lanes s, a multiple of the vector width.</param>
    public abstract void Apply(ref double xr, ref double xi, ref double yr, ref double yi, int lanes);
}
