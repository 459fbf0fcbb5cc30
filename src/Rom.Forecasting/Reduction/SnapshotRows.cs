using System.Numerics.Tensors;
using Rom.Numerics.Fft;
using Rom.Numerics.Svd;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// The snapshots of an ensemble as rows, a run at a time: read, aligned and transformed on each request. The shifts are
/// found when a run is first read.
/// </summary>
/// <param name="frames">The densities.</param>
/// <param name="snapshots">The way of a density to a snapshot.</param>
internal sealed class SnapshotRows(IFrameSource frames, SnapshotOperator snapshots) : IRowSource
{
    private readonly Shift[]?[] shifts = new Shift[frames.RunCount][];
    private readonly ShiftTrack?[] tracks = new ShiftTrack[frames.RunCount];

    /// <inheritdoc/>
    public int ColumnCount => frames.Grid.CellCount;

    /// <inheritdoc/>
    public int BlockCount => frames.RunCount;

    /// <inheritdoc/>
    public int RowCount(int block) => frames.FrameCount(block);

    /// <summary>Returns the shifts of a run's frames, once the run has been read.</summary>
    /// <param name="run">The run, from 0.</param>
    public Shift[] Shifts(int run) =>
        shifts[run] ?? throw new InvalidOperationException($"run {run} has not been read");

    /// <summary>
    /// Returns the shifts of a run's frames as they were followed, once the run has been read; null where each frame is
    /// aligned by itself.
    /// </summary>
    /// <param name="run">The run, from 0.</param>
    public ShiftTrack? Track(int run) => tracks[run];

    /// <inheritdoc/>
    public void Read(int block, Span<double> rows) => ReadLess([], block, rows);

    /// <inheritdoc/>
    public void ReadCentred(int block, ReadOnlySpan<double> mean, Span<double> rows) => ReadLess(mean, block, rows);

    // Frame by frame, so that a frame stays in the nearest caches until it is done.
    private void ReadLess(ReadOnlySpan<double> mean, int block, Span<double> rows)
    {
        using var run = RunBuffer.Read(frames, block);
        var shiftOf = shifts[block] ??= FindShifts(block, run.Densities);
        int cells = ColumnCount;
        Span<float> scratch = new float[cells];
        for (int t = 0; t < shiftOf.Length; t++)
        {
            var snapshot = rows.Slice(t * cells, cells);
            snapshots.ToSnapshot(run.Densities.Slice(t * cells, cells), shiftOf[t], scratch, snapshot);
            if (mean.Length > 0) TensorPrimitives.Subtract(snapshot, mean, snapshot);
        }
    }

    private Shift[] FindShifts(int run, ReadOnlySpan<float> densities)
    {
        var found = new Shift[frames.FrameCount(run)];
        tracks[run] = snapshots.FindShifts(densities, found);
        return found;
    }
}
