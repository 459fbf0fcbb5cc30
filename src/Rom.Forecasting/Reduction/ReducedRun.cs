using Rom.Abstractions;
using Rom.Numerics.Fft;

namespace Rom.Forecasting.Reduction;

/// <summary>A run with its latent trajectory.</summary>
/// <param name="Density">The density at the ROM frames, in the lab frame.</param>
/// <param name="Shifts">The shift of each frame before projection [T].</param>
/// <param name="Latent">The latent trajectory [T, r].</param>
internal sealed record ReducedRun(DensityMovie Density, Shift[] Shifts, double[] Latent)
{
    /// <summary>Number of frames T.</summary>
    public int FrameCount => Density.FrameCount;

    /// <summary>The latent state of a frame [r].</summary>
    /// <param name="frame">Frame, from 0.</param>
    public ReadOnlySpan<double> State(int frame)
    {
        int r = Latent.Length / FrameCount;
        return Latent.AsSpan(frame * r, r);
    }
}
