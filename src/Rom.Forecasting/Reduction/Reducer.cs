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
/// <param name="further">The channels of further fields, after the density's in a state.</param>
internal sealed class Reducer(SnapshotOperator snapshots, PodBasis basis, IReadOnlyList<ChannelBasis> further)
{
    /// <summary>Creates a reducer of the density alone.</summary>
    /// <param name="snapshots">Converts densities to snapshots, and back.</param>
    /// <param name="basis">The POD basis.</param>
    public Reducer(SnapshotOperator snapshots, PodBasis basis) : this(snapshots, basis, [])
    {
    }

    private readonly double[] scratch = new double[snapshots.Grid.CellCount];
    private readonly double[] snapshot = new double[snapshots.Grid.CellCount];

    /// <summary>Latent dimension r: the modes of the density, which alone is lifted.</summary>
    public int LatentDimension => basis.ModeCount;

    /// <summary>The channels of a state: the density's, then those of further fields.</summary>
    public IReadOnlyList<LatentChannel> Channels => StateChannels.Of(LatentDimension, further);

    /// <summary>Values below this are negative densities (see <see cref="FieldTransform.Floor"/>).</summary>
    public double Floor => snapshots.Floor;

    /// <summary>Reduces a run after finding the shifts of its frames.</summary>
    /// <param name="density">The density at the ROM frames.</param>
    public ReducedRun Reduce(DensityMovie density) => Reduce(new FieldMovie(density, [], []));

    /// <summary>Reduces a run with further fields after finding the shifts of its frames.</summary>
    /// <param name="movie">The fields at the ROM frames.</param>
    public ReducedRun Reduce(FieldMovie movie)
    {
        var density = movie.Density;
        var shifts = new Shift[density.FrameCount];
        double[] latent = Restrict(density.Values, shifts);
        var channels = Channels;
        return new ReducedRun(density, shifts, latent)
        {
            States = channels.Count == 1
                ? null
                : new LatentDataset(
                    channels.Sum(channel => channel.Length), 0,
                    [States(latent, movie.Values, shifts, [.. channels.Select(channel => channel.Name)])], channels),
        };
    }

    /// <summary>Computes the states of frames from their latent trajectory and their further fields.</summary>
    /// <param name="latent">The latent trajectory of the density [T, r].</param>
    /// <param name="fields">Returns the further fields.</param>
    /// <param name="shifts">The shift of each frame [T], as it was found on the density.</param>
    /// <param name="wanted">The names of the channels; null for all.</param>
    /// <returns>The states [T, dimension]; the latent trajectory itself where there is no more to them.</returns>
    public double[] States(
        double[] latent, FieldReader fields, ReadOnlySpan<Shift> shifts, IReadOnlyCollection<string>? wanted)
    {
        ChannelBasis[] added =
            [.. further.Where(one => one.ModeCount > 0 && wanted?.Contains(one.Channel.Name) != false)];
        if (added.Length == 0) return latent;
        int r = basis.ModeCount, dimension = r + added.Sum(one => one.ModeCount), cells = snapshot.Length;
        var states = new double[checked(shifts.Length * dimension)];
        for (int t = 0; t < shifts.Length; t++)
            latent.AsSpan(t * r, r).CopyTo(states.AsSpan(t * dimension));
        int offset = r;
        foreach (var (channel, modes) in added)
        {
            for (int j = 0; j < channel.Fields.Count; j++)
            {
                var values = fields(channel.Fields[j]);
                for (int t = 0; t < shifts.Length; t++)
                {
                    TensorPrimitives.ConvertTruncating<float, double>(values.Slice(t * cells, cells), scratch);
                    shifts[t].Roll<double>(scratch, snapshots.Grid.Nx, snapshot);
                    modes!.AddRestricted(
                        snapshot, j * cells, states.AsSpan(t * dimension + offset, modes.ModeCount));
                }
            }
            offset += modes!.ModeCount;
        }
        return states;
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

    /// <summary>Lifts the mean of latent states to the mean of their densities, without clamping.</summary>
    /// <param name="latent">The mean state [r].</param>
    /// <param name="variance">The variance of the snapshots in each cell [cells].</param>
    /// <param name="meanDensity">The last known mean density.</param>
    /// <param name="density">Receives the mean density in the aligned frame [cells].</param>
    public void LiftToExpectedDensity(
        ReadOnlySpan<double> latent, ReadOnlySpan<double> variance, double meanDensity, Span<double> density)
    {
        basis.Lift(latent, density);
        snapshots.ToExpectedDensity(density, variance, meanDensity);
    }

    /// <summary>Lifts the covariance of latent states to the variance of each cell of their snapshots.</summary>
    /// <param name="covariance">The covariance [r, r].</param>
    /// <param name="variance">Receives the variance [cells].</param>
    public void LiftVariance(ReadOnlySpan<double> covariance, Span<double> variance) =>
        basis.LiftVariance(covariance, variance);

    /// <summary>
    /// Returns the variance of snapshots that lies between their mean and the mean of their densities.
    /// </summary>
    /// <param name="latent">The mean state [r].</param>
    /// <param name="density">The mean density in the aligned frame [cells].</param>
    /// <param name="variance">Receives the variance, at least 0 [cells].</param>
    public void VarianceOf(ReadOnlySpan<double> latent, ReadOnlySpan<double> density, Span<double> variance)
    {
        basis.Lift(latent, snapshot);
        snapshots.VarianceOf(snapshot, density, variance);
    }
}
