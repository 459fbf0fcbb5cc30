using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.Fft;

namespace RomHost.Reduction;

/// <summary>
/// Restriction and lifting of an experiment: align, transform, project; and back. One instance serves one thread at a time,
/// since it owns scratch memory.
/// </summary>
/// <param name="grid">The grid of densities.</param>
/// <param name="transform">What is done before POD.</param>
/// <param name="reference">What frames are aligned with; null without shift alignment.</param>
/// <param name="basis">The POD basis.</param>
internal sealed class Reducer(Grid grid, FieldTransform transform, CircularCorrelation? reference, PodBasis basis)
{
    private readonly double[] lab = new double[grid.CellCount];
    private readonly double[] snapshot = new double[grid.CellCount];

    /// <summary>Latent dimension r.</summary>
    public int LatentDimension => basis.ModeCount;

    /// <summary>Values below this are negative densities (see <see cref="FieldTransform.Floor"/>).</summary>
    public double Floor => transform.Floor;

    /// <summary>Reduces a run whose shifts are found here, from its own frames.</summary>
    /// <param name="density">The density at the ROM frames.</param>
    public ReducedRun Reduce(DensityMovie density)
    {
        var shifts = new Shift[density.FrameCount];
        double[] latent = Restrict(density.Values, shifts);
        return new ReducedRun(density, shifts, latent);
    }

    /// <summary>The latent trajectory of frames whose shifts are found here.</summary>
    /// <param name="densities">The densities at the ROM frames [T, ny, nx].</param>
    /// <param name="shifts">Receives by how much each frame is rolled [T]; zero, as it must come in, without shift alignment.</param>
    /// <returns>The trajectory [T, r].</returns>
    public double[] Restrict(ReadOnlySpan<float> densities, Span<Shift> shifts)
    {
        reference?.FindShifts(densities, shifts);
        return Latent(densities, shifts);
    }

    /// <summary>The latent trajectory of frames whose shifts are known.</summary>
    /// <param name="densities">The densities at the ROM frames [T, ny, nx].</param>
    /// <param name="shifts">By how much each frame is rolled [T].</param>
    /// <returns>The trajectory [T, r].</returns>
    public double[] Latent(ReadOnlySpan<float> densities, ReadOnlySpan<Shift> shifts)
    {
        int r = basis.ModeCount;
        var latent = new double[shifts.Length * r];
        for (int t = 0; t < shifts.Length; t++)
        {
            Align(densities.Slice(t * grid.CellCount, grid.CellCount), shifts[t], snapshot);
            transform.Forward(snapshot);
            basis.Restrict(snapshot, latent.AsSpan(t * r, r));
        }
        return latent;
    }

    /// <summary>Rolls a frame into the aligned frame.</summary>
    /// <param name="density">A density in the lab frame [cells].</param>
    /// <param name="shift">By how much.</param>
    /// <param name="aligned">Receives the aligned density [cells].</param>
    public void Align(ReadOnlySpan<float> density, Shift shift, Span<double> aligned)
    {
        TensorPrimitives.ConvertTruncating(density, lab.AsSpan());
        shift.Roll<double>(lab, grid.Nx, aligned);
    }

    /// <summary>Rolls an aligned field back into the lab frame.</summary>
    /// <param name="aligned">A field in the aligned frame [cells].</param>
    /// <param name="shift">The shift that aligned it.</param>
    /// <param name="density">Receives the field in the lab frame [cells].</param>
    public void Unalign(ReadOnlySpan<double> aligned, Shift shift, Span<double> density) =>
        shift.Inverse.Roll(aligned, grid.Nx, density);

    /// <summary>Lifts a latent state to a density in the aligned frame, with nothing clamped.</summary>
    /// <param name="latent">y [r].</param>
    /// <param name="meanDensity">The last known mean density.</param>
    /// <param name="density">Receives the density [cells].</param>
    public void LiftToDensity(ReadOnlySpan<double> latent, double meanDensity, Span<double> density)
    {
        basis.Lift(latent, density);
        transform.Inverse(density, meanDensity);
    }
}
