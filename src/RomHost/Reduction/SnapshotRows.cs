using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.Fft;
using Rom.Numerics.Svd;

namespace RomHost.Reduction;

/// <summary>The snapshots of an ensemble as rows, a run at a time: aligned and transformed each time they are read.</summary>
/// <param name="grid">The grid of the frames.</param>
/// <param name="frameCounts">Number of ROM frames of each run.</param>
/// <param name="shifts">The shifts of each run's frames; null without shift alignment.</param>
/// <param name="transform">What is done before POD.</param>
/// <param name="read">Reads a run's density at the ROM frames.</param>
internal sealed class SnapshotRows(
    Grid grid, IReadOnlyList<int> frameCounts, IReadOnlyList<Shift[]>? shifts, FieldTransform transform, Func<int, DensityMovie> read)
    : IRowSource
{
    /// <inheritdoc/>
    public int ColumnCount => grid.CellCount;

    /// <inheritdoc/>
    public int BlockCount => frameCounts.Count;

    /// <inheritdoc/>
    public int RowCount(int block) => frameCounts[block];

    /// <inheritdoc/>
    public void Read(int block, Span<double> rows)
    {
        var density = read(block);
        var lab = new double[grid.CellCount];
        for (int t = 0; t < density.FrameCount; t++)
        {
            var snapshot = rows.Slice(t * grid.CellCount, grid.CellCount);
            TensorPrimitives.ConvertTruncating(density.Frame(t), lab.AsSpan());
            (shifts?[block][t] ?? default).Roll<double>(lab, grid.Nx, snapshot);
            transform.Forward(snapshot);
        }
    }
}
