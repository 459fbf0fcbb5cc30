using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Files;
using Rom.Numerics.Fft;
using Rom.Numerics.Statistics;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// Compares the mean of a run's replicas with the run. Replicas are added one after the other and not kept: the memory
/// is a mean [T, cells] in double, and a second one where frames are aligned. For one thread.
/// </summary>
internal sealed class ReplicaSums
{
    private readonly SnapshotOperator snapshots;
    private readonly DensityMovie run;
    private readonly DensityStorage storage;
    private readonly VectorMoments[] lab;
    private readonly VectorMoments[] aligned;
    private readonly float[] rolled;
    private readonly double[] scratch;

    /// <summary>Begins with no replica.</summary>
    /// <param name="snapshots">Aligns frames.</param>
    /// <param name="run">The density of the run at the ROM frames, in the lab frame, as its file stores it.</param>
    /// <param name="storage">The precision of that file.</param>
    public ReplicaSums(SnapshotOperator snapshots, DensityMovie run, DensityStorage storage = DensityStorage.Float32)
    {
        (this.snapshots, this.run, this.storage) = (snapshots, run, storage);
        int cells = run.Grid.CellCount;
        (rolled, scratch) = (new float[cells], new double[cells]);
        lab = Moments();
        aligned = snapshots.IsAligning ? Moments() : lab;

        VectorMoments[] Moments() => [.. Enumerable.Range(0, run.FrameCount).Select(_ => new VectorMoments(cells))];
    }

    /// <summary>Adds a replica.</summary>
    /// <param name="replica">Its density at the same frames, in the lab frame.</param>
    /// <returns>The shifts that align its frames, to a fraction of a cell where they are followed [T].</returns>
    /// <exception cref="InvalidDataException">
    /// It does not begin as the run, or has frames at other times.
    /// </exception>
    public IReadOnlyList<SubcellShift> Add(DensityMovie replica)
    {
        Check(replica);
        var shifts = ShiftsOf(replica);
        for (int t = 0; t < run.FrameCount; t++)
        {
            lab[t].Add(replica.Frame(t), scratch);
            if (aligned != lab) aligned[t].Add(Aligned(replica, t, shifts), scratch);
        }
        return shifts;
    }

    /// <summary>Returns the comparison of two replicas or more with the run.</summary>
    public ReplicaTable Table()
    {
        var shifts = ShiftsOf(run);
        int frames = run.FrameCount;
        var (errors, labErrors) = (new double[frames], new double[frames]);
        for (int t = 0; t < frames; t++)
        {
            errors[t] = SquaredError(Aligned(run, t, shifts), aligned[t].Mean);
            labErrors[t] = SquaredError(run.Frame(t), lab[t].Mean);
        }
        return new ReplicaTable(
            lab[0].Count, run.Times.ToArray(), errors, VariancesOf(aligned), labErrors, VariancesOf(lab));
    }

    private void Check(DensityMovie replica)
    {
        if (replica.FrameCount != run.FrameCount || !replica.Times.SequenceEqual(run.Times))
        {
            throw new InvalidDataException(
                $"SupportsReplicas: expected the {run.FrameCount} frames of the run, found {replica.FrameCount}"
                + (replica.FrameCount == run.FrameCount ? " at other times" : ""));
        }
        StoredField.Round(replica.Frame(0), storage, rolled);
        if (!run.Frame(0).SequenceEqual(rolled))
        {
            throw new InvalidDataException(
                "SupportsReplicas: expected the initial state of the run, found another one; Seed alone gives it, "
                + "and NoiseSeed only what follows");
        }
    }

    private IReadOnlyList<SubcellShift> ShiftsOf(DensityMovie movie)
    {
        var shifts = new Shift[movie.FrameCount];
        var track = snapshots.FindShifts(movie.Values, shifts);
        return track?.Shifts ?? [.. shifts.Select(shift => new SubcellShift(shift.Dy, shift.Dx))];
    }

    private ReadOnlySpan<float> Aligned(DensityMovie movie, int frame, IReadOnlyList<SubcellShift> shifts)
    {
        snapshots.Align(movie.Frame(frame), shifts[frame].Rounded, rolled);
        return rolled;
    }

    private double SquaredError(ReadOnlySpan<float> truth, ReadOnlySpan<double> mean)
    {
        TensorPrimitives.ConvertTruncating(truth, scratch);
        TensorPrimitives.Subtract(scratch, mean, scratch);
        return TensorPrimitives.SumOfSquares<double>(scratch);
    }

    private static double[] VariancesOf(VectorMoments[] moments) => [.. moments.Select(frame => frame.TotalVariance)];
}
