using Rom.Abstractions;
using Rom.Numerics.Fft;

namespace Rom.Forecasting.Reduction;

/// <summary>A run with its latent trajectory.</summary>
/// <param name="Density">The density at the ROM frames, in the lab frame.</param>
/// <param name="Shifts">The shift of each frame before projection [T].</param>
/// <param name="Latent">The latent trajectory of the density [T, r].</param>
internal sealed record ReducedRun(DensityMovie Density, Shift[] Shifts, double[] Latent)
{
    /// <summary>
    /// The states with all channels, as the only run of a dataset without a time step; null for the density's alone.
    /// </summary>
    public LatentDataset? States { get; init; }

    /// <summary>The shifts as they were followed; null where each frame is aligned by itself.</summary>
    public ShiftTrack? Track { get; init; }

    /// <summary>Returns the shift of a frame, to a fraction of a cell where it was followed.</summary>
    /// <param name="frame">Frame, from 0.</param>
    public SubcellShift ShiftOf(int frame) =>
        Track?.Shifts[frame] ?? new SubcellShift(Shifts[frame].Dy, Shifts[frame].Dx);

    /// <summary>The time between frames; 0 for a single frame.</summary>
    public double TimeStep => Density.FrameCount > 1 ? Density.Times[1] - Density.Times[0] : 0;

    /// <summary>Returns the trajectory of some of the channels [T, their coordinates].</summary>
    /// <param name="channels">The names of the channels; null for all.</param>
    public ReadOnlySpan<double> StatesOf(IReadOnlyCollection<string>? channels) =>
        States is null ? Latent : States.Select(channels).Run(0);

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
