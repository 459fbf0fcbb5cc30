using Rom.Abstractions;
using Rom.Numerics.Fft;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// Converts densities to snapshots, and back: align, transform. The basis, the spectra, restriction and lifting all use
/// it. Immutable: threads share it, each with scratch of its own.
/// </summary>
/// <param name="grid">The grid of densities.</param>
/// <param name="transform">The transform before POD.</param>
/// <param name="reference">The reference for alignment; null without shift alignment.</param>
/// <param name="tracks">Whether shifts are followed from frame to frame, where frames are aligned.</param>
internal sealed class SnapshotOperator(
    Grid grid, FieldTransform transform, CircularCorrelation? reference, bool tracks = false)
{
    /// <summary>The grid of densities.</summary>
    public Grid Grid => grid;

    /// <summary>Whether frames are rolled; otherwise the aligned frame is the lab frame.</summary>
    public bool IsAligning => reference is not null;

    /// <summary>Values below this are negative densities (see <see cref="FieldTransform.Floor"/>).</summary>
    public double Floor => transform.Floor;

    /// <summary>Finds the shifts that align frames of one run, which follow one another.</summary>
    /// <param name="densities">Densities in the lab frame [T, ny, nx].</param>
    /// <param name="shifts">Receives the shifts [T]; without shift alignment they stay as they come in.</param>
    /// <returns>The shifts as they were followed; null where each frame is aligned by itself.</returns>
    public ShiftTrack? FindShifts(ReadOnlySpan<float> densities, Span<Shift> shifts)
    {
        if (!tracks || reference is null)
        {
            reference?.FindShifts(densities, shifts);
            return null;
        }
        var track = reference.Track(densities);
        for (int t = 0; t < shifts.Length; t++) shifts[t] = track.Shifts[t].Rounded;
        return track;
    }

    /// <summary>Converts a density to a snapshot, not centred.</summary>
    /// <param name="density">A density in the lab frame [cells].</param>
    /// <param name="shift">The shift that aligns it.</param>
    /// <param name="scratch">Scratch [cells].</param>
    /// <param name="snapshot">Receives the snapshot [cells].</param>
    public void ToSnapshot(ReadOnlySpan<float> density, Shift shift, Span<float> scratch, Span<double> snapshot) =>
        transform.Forward(Aligned(density, shift, scratch), snapshot);

    /// <summary>Converts a snapshot to a density in the aligned frame, without clamping.</summary>
    /// <param name="field">The snapshot [cells]; becomes the density.</param>
    /// <param name="meanDensity">The last known mean density.</param>
    public void ToDensity(Span<double> field, double meanDensity) => transform.Inverse(field, meanDensity);

    /// <summary>Converts the mean of snapshots to the mean of their densities, without clamping.</summary>
    /// <param name="field">The mean snapshot [cells]; becomes the mean density.</param>
    /// <param name="variance">The variance of the snapshots in each cell [cells].</param>
    /// <param name="meanDensity">The last known mean density.</param>
    public void ToExpectedDensity(Span<double> field, ReadOnlySpan<double> variance, double meanDensity) =>
        transform.ExpectedInverse(field, variance, meanDensity);

    /// <summary>Returns the variance that makes a mean density of a mean snapshot.</summary>
    /// <param name="field">The mean snapshot [cells].</param>
    /// <param name="density">The mean density in the aligned frame [cells].</param>
    /// <param name="variance">Receives the variance, at least 0 [cells].</param>
    public void VarianceOf(ReadOnlySpan<double> field, ReadOnlySpan<double> density, Span<double> variance) =>
        transform.VarianceOf(field, density, variance);

    /// <summary>Rolls a density into the aligned frame.</summary>
    /// <param name="density">A density in the lab frame [cells].</param>
    /// <param name="shift">The shift.</param>
    /// <param name="aligned">Receives the aligned density [cells].</param>
    public void Align(ReadOnlySpan<float> density, Shift shift, Span<float> aligned) =>
        shift.Roll(density, grid.Nx, aligned);

    // Transforms commute with rolling, which comes first: single precision has half the bytes.
    private ReadOnlySpan<float> Aligned(ReadOnlySpan<float> density, Shift shift, Span<float> scratch)
    {
        if (shift == default) return density;
        Align(density, shift, scratch);
        return scratch;
    }

    /// <summary>Rolls an aligned field back into the lab frame.</summary>
    /// <param name="aligned">A field in the aligned frame [cells].</param>
    /// <param name="shift">The shift that aligned it.</param>
    /// <param name="density">Receives the field in the lab frame [cells].</param>
    public void Unalign(ReadOnlySpan<double> aligned, Shift shift, Span<double> density) =>
        shift.Inverse.Roll(aligned, grid.Nx, density);
}
