using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.Fft;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// Restriction and lifting of an experiment: density → snapshot → latent state, and back. One instance serves one
/// thread at a time, since it owns scratch memory.
/// </summary>
/// <param name="snapshots">Converts densities to snapshots, and back.</param>
/// <param name="basis">The POD basis.</param>
internal sealed class Reducer(SnapshotOperator snapshots, PodBasis basis)
{
    private readonly double[] scratch = new double[snapshots.Grid.CellCount];
    private readonly double[] snapshot = new double[snapshots.Grid.CellCount];

    /// <summary>Latent dimension r.</summary>
    public int LatentDimension => basis.ModeCount;

    /// <summary>Values below this are negative densities (see <see cref="FieldTransform.Floor"/>).</summary>
    public double Floor => snapshots.Floor;

    /// <summary>Reduces a run after finding the shifts of its frames.</summary>
    /// <param name="density">The density at the ROM frames.</param>
    public ReducedRun Reduce(DensityMovie density)
    {
        var shifts = new Shift[density.FrameCount];
        double[] latent = Restrict(density.Values, shifts);
        return new ReducedRun(density, shifts, latent);
    }

    /// <summary>Computes the latent trajectory of frames after finding their shifts.</summary>
    /// <param name="densities">The densities at the ROM frames [T, ny, nx].</param>
    /// <param name="shifts">
    /// Receives the shift of each frame [T]; must be zero initially, and stays so without shift alignment.
    /// </param>
    /// <returns>The trajectory [T, r].</returns>
    public double[] Restrict(ReadOnlySpan<float> densities, Span<Shift> shifts)
    {
        snapshots.FindShifts(densities, shifts);
        return Latent(densities, shifts);
    }

    /// <summary>Computes the latent trajectory of frames with known shifts.</summary>
    /// <param name="densities">The densities at the ROM frames [T, ny, nx].</param>
    /// <param name="shifts">The shift of each frame [T].</param>
    /// <returns>The trajectory [T, r].</returns>
    public double[] Latent(ReadOnlySpan<float> densities, ReadOnlySpan<Shift> shifts)
    {
        int r = basis.ModeCount, cells = snapshot.Length;
        var latent = new double[shifts.Length * r];
        for (int t = 0; t < shifts.Length; t++)
        {
            snapshots.ToSnapshot(densities.Slice(t * cells, cells), shifts[t], scratch, snapshot);
            basis.Restrict(snapshot, latent.AsSpan(t * r, r));
        }
        return latent;
    }

    /// <summary>Rolls a frame into the aligned frame.</summary>
    /// <param name="density">A density in the lab frame [cells].</param>
    /// <param name="shift">The shift.</param>
    /// <param name="aligned">Receives the aligned density [cells].</param>
    public void Align(ReadOnlySpan<float> density, Shift shift, Span<float> aligned) =>
        snapshots.Align(density, shift, aligned);

    /// <summary>Rolls an aligned field back into the lab frame.</summary>
    /// <param name="aligned">A field in the aligned frame [cells].</param>
    /// <param name="shift">The shift that aligned it.</param>
    /// <param name="density">Receives the field in the lab frame [cells].</param>
    public void Unalign(ReadOnlySpan<double> aligned, Shift shift, Span<double> density) =>
        snapshots.Unalign(aligned, shift, density);

    /// <summary>Rolls an aligned field back into the lab frame, in the single precision that densities have.</summary>
    /// <param name="aligned">A field in the aligned frame [cells].</param>
    /// <param name="shift">The shift that aligned it.</param>
    /// <param name="density">Receives the field in the lab frame [cells].</param>
    public void Unalign(ReadOnlySpan<double> aligned, Shift shift, Span<float> density)
    {
        snapshots.Unalign(aligned, shift, scratch);
        TensorPrimitives.ConvertSaturating<double, float>(scratch, density);
    }

    /// <summary>Lifts a latent state to a density in the aligned frame, without clamping.</summary>
    /// <param name="latent">y [r].</param>
    /// <param name="meanDensity">The last known mean density.</param>
    /// <param name="density">Receives the density [cells].</param>
    public void LiftToDensity(ReadOnlySpan<double> latent, double meanDensity, Span<double> density)
    {
        basis.Lift(latent, density);
        snapshots.ToDensity(density, meanDensity);
    }
}
