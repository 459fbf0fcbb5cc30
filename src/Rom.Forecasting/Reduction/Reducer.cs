using System.Buffers;
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
/// <param name="further">The channels of further fields, the last in a state.</param>
/// <param name="rate">The channel of the shift's rate, after the density's in a state; null for none.</param>
internal sealed class Reducer(
    SnapshotOperator snapshots, PodBasis basis, IReadOnlyList<ChannelBasis> further, ShiftRate? rate = null)
{
    /// <summary>Creates a reducer of the density alone.</summary>
    /// <param name="snapshots">Converts densities to snapshots, and back.</param>
    /// <param name="basis">The POD basis.</param>
    public Reducer(SnapshotOperator snapshots, PodBasis basis) : this(snapshots, basis, [])
    {
    }

    // Values of snapshots that are restricted together: 1 MiB, which stays in the second-level cache. With fewer
    // snapshots a product would read the modes more often.
    private const int BatchValues = 1 << 17;
    private const int FewestAtOnce = 4;

    private readonly float[] rolled = new float[snapshots.Grid.CellCount];
    private readonly double[] scratch = new double[snapshots.Grid.CellCount];
    private readonly double[] snapshot = new double[snapshots.Grid.CellCount];

    /// <summary>Latent dimension r: the modes of the density, which alone is lifted.</summary>
    public int LatentDimension => basis.ModeCount;

    /// <summary>The grid of densities.</summary>
    public Grid Grid => snapshots.Grid;

    /// <summary>The channel of the shift's rate; null where it is not forecast.</summary>
    public ShiftRate? ShiftRate => rate;

    /// <summary>The channels of a state: the density's, that of the shift's rate, those of further fields.</summary>
    public IReadOnlyList<LatentChannel> Channels => StateChannels.Of(LatentDimension, rate, further);

    /// <summary>Values below this are negative densities (see <see cref="FieldTransform.Floor"/>).</summary>
    public double Floor => snapshots.Floor;

    /// <summary>Reduces a run after finding the shifts of its frames.</summary>
    /// <param name="density">The density at the ROM frames.</param>
    public ReducedRun Reduce(DensityMovie density) => Reduce(new FieldMovie(density, [], []));

    /// <summary>Reduces a run with further fields after finding the shifts of its frames.</summary>
    /// <param name="movie">The fields at the ROM frames.</param>
    public ReducedRun Reduce(FieldMovie movie)
    {
        var run = ReduceAlone(movie.Density);
        var channels = Channels;
        if (channels.Count == 1) return run;
        double[] rates = Rates(run.Track, run.Density.Values, movie.Values, run.TimeStep);
        return run with
        {
            States = new LatentDataset(
                channels.Sum(channel => channel.Length), 0,
                [
                    States(
                        run.Latent, movie.Values, run.Shifts, [.. channels.Select(channel => channel.Name)], rates),
                ],
                channels),
        };
    }

    /// <summary>Reduces the density of a run alone, without further channels, after finding its shifts.</summary>
    /// <param name="density">The density at the ROM frames.</param>
    public ReducedRun ReduceAlone(DensityMovie density)
    {
        var shifts = new Shift[density.FrameCount];
        var track = FindShifts(density.Values, shifts);
        return new ReducedRun(density, shifts, Latent(density.Values, shifts)) { Track = track };
    }

    /// <summary>Finds the shifts that align frames of one run, which follow one another.</summary>
    /// <param name="densities">The densities at the ROM frames [T, ny, nx].</param>
    /// <param name="shifts">
    /// Receives the shift of each frame [T]; must be zero initially, and stays so without shift alignment.
    /// </param>
    /// <returns>The shifts as they were followed; null where each frame is aligned by itself.</returns>
    public ShiftTrack? FindShifts(ReadOnlySpan<float> densities, Span<Shift> shifts) =>
        snapshots.FindShifts(densities, shifts);

    /// <summary>Computes the coordinates of the shift's rate.</summary>
    /// <remarks>
    /// The shift before the first frame is not known. Its rate is that of the mean motion where the momentum density is
    /// among the further fields, and 0 otherwise.
    /// </remarks>
    /// <param name="track">The shifts of frames that follow one another [T]; null where none is followed.</param>
    /// <param name="densities">Their densities [T, ny, nx].</param>
    /// <param name="fields">Returns their further fields.</param>
    /// <param name="timeStep">The time between frames; any for one frame.</param>
    /// <returns>The coordinates [T, 2]; empty where the rate has none.</returns>
    public double[] Rates(ShiftTrack? track, ReadOnlySpan<float> densities, FieldReader fields, double timeStep)
    {
        if (rate is null || track is null || rate.Length == 0) return [];
        int cells = snapshot.Length;
        (double, double) first = default;
        if (HasField(ShiftRate.MomentumX) && HasField(ShiftRate.MomentumY))
        {
            float[] momentumY = fields(ShiftRate.MomentumY)[..cells].ToArray();
            first = ShiftRate.OfMomentum(
                densities[..cells], momentumY, fields(ShiftRate.MomentumX)[..cells]);
        }
        return rate.Standardised(ShiftRate.Of(track, snapshots.Grid, timeStep, first));
    }

    private bool HasField(string name) => further.Any(one => one.Channel.Fields.Contains(name));

    /// <summary>Computes the states of frames from their latent trajectory and their further fields.</summary>
    /// <param name="latent">The latent trajectory of the density [T, r].</param>
    /// <param name="fields">Returns the further fields.</param>
    /// <param name="shifts">The shift of each frame [T], as it was found on the density.</param>
    /// <param name="wanted">The names of the channels; null for all.</param>
    /// <param name="rates">The coordinates of the shift's rate; empty where it has none.</param>
    /// <returns>The states [T, dimension]; the latent trajectory itself where there is no more to them.</returns>
    public double[] States(
        double[] latent, FieldReader fields, ReadOnlySpan<Shift> shifts, IReadOnlyCollection<string>? wanted,
        ReadOnlySpan<double> rates = default)
    {
        if (wanted?.Contains(LatentChannel.ShiftRate) == false) rates = default;
        ChannelBasis[] added =
            [.. further.Where(one => one.ModeCount > 0 && wanted?.Contains(one.Channel.Name) != false)];
        if (added.Length == 0 && rates.IsEmpty) return latent;
        int r = basis.ModeCount, ofRate = rates.Length / shifts.Length, cells = snapshot.Length;
        int dimension = r + ofRate + added.Sum(one => one.ModeCount);
        var states = new double[checked(shifts.Length * dimension)];
        for (int t = 0; t < shifts.Length; t++)
        {
            latent.AsSpan(t * r, r).CopyTo(states.AsSpan(t * dimension));
            rates.Slice(t * ofRate, ofRate).CopyTo(states.AsSpan(t * dimension + r));
        }
        int offset = r + ofRate;
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

    /// <summary>Computes the latent trajectory of frames with known shifts.</summary>
    /// <param name="densities">The densities at the ROM frames [T, ny, nx].</param>
    /// <param name="shifts">The shift of each frame [T].</param>
    /// <returns>The trajectory [T, r].</returns>
    public double[] Latent(ReadOnlySpan<float> densities, ReadOnlySpan<Shift> shifts)
    {
        int r = basis.ModeCount, cells = snapshot.Length;
        var latent = new double[shifts.Length * r];
        int atOnce = Math.Min(Math.Max(FewestAtOnce, BatchValues / cells), shifts.Length);
        double[] rented = ArrayPool<double>.Shared.Rent(atOnce * cells);
        for (int first = 0; first < shifts.Length; first += atOnce)
        {
            int count = Math.Min(atOnce, shifts.Length - first);
            var batch = rented.AsSpan(0, count * cells);
            for (int k = 0; k < count; k++)
            {
                snapshots.ToSnapshot(
                    densities.Slice((first + k) * cells, cells), shifts[first + k], rolled,
                    batch.Slice(k * cells, cells));
            }
            basis.RestrictBatch(batch, count, latent.AsSpan(first * r, count * r));
        }
        ArrayPool<double>.Shared.Return(rented);
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

    /// <summary>Computes what the modes leave out of a frame's snapshot.</summary>
    /// <param name="run">The run.</param>
    /// <param name="frame">Its frame, from 0.</param>
    /// <param name="values">The memory of the projection error [cells], overwritten.</param>
    public ProjectionError ProjectionErrorOf(ReducedRun run, int frame, Memory<short> values) =>
        ProjectionErrorOf(run.Density.Frame(frame), run.Shifts[frame], run.State(frame), values);

    /// <summary>Computes what the modes leave out of the snapshot of a density.</summary>
    /// <param name="density">The density in the lab frame [cells].</param>
    /// <param name="shift">The shift that aligns it.</param>
    /// <param name="latent">Its latent state y [r].</param>
    /// <param name="values">The memory of the projection error [cells], overwritten.</param>
    public ProjectionError ProjectionErrorOf(
        ReadOnlySpan<float> density, Shift shift, ReadOnlySpan<double> latent, Memory<short> values)
    {
        snapshots.ToSnapshot(density, shift, rolled, snapshot);
        basis.Lift(latent, scratch);
        TensorPrimitives.Subtract<double>(snapshot, scratch, snapshot);
        TensorPrimitives.ConvertTruncating<double, float>(snapshot, rolled);
        return ProjectionError.Of(rolled, values);
    }

    /// <summary>Lifts several latent states at once to densities in the aligned frame, without clamping.</summary>
    /// <param name="latents">The states y, one after the other [count, r].</param>
    /// <param name="count">Their number.</param>
    /// <param name="errors">
    /// What the modes leave out, which is added to each snapshot [count]; empty for nothing.
    /// </param>
    /// <param name="meanDensity">The last known mean density.</param>
    /// <param name="densities">Receives the densities [count, cells].</param>
    public void LiftToDensities(
        ReadOnlySpan<double> latents, int count, ReadOnlySpan<ProjectionError> errors, double meanDensity,
        Span<double> densities)
    {
        basis.LiftBatch(latents, count, densities);
        for (int k = 0; k < count; k++)
        {
            var field = densities.Slice(k * snapshot.Length, snapshot.Length);
            if (!errors.IsEmpty) errors[k].AddTo(field);
            snapshots.ToDensity(field, meanDensity);
        }
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
