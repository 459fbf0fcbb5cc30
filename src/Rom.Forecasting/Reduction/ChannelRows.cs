using System.Buffers;
using System.Numerics.Tensors;
using Rom.Numerics.Fft;
using Rom.Numerics.Svd;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// The snapshots of a channel of further fields as rows, a run at a time: its fields one after the other, rolled by the
/// shifts that were found on the density.
/// </summary>
/// <param name="frames">The fields.</param>
/// <param name="channel">The channel.</param>
/// <param name="shifts">Returns the shift of each frame of a run.</param>
internal sealed class ChannelRows(IFieldSource frames, FieldChannel channel, Func<int, Shift[]> shifts) : IRowSource
{
    /// <inheritdoc/>
    public int ColumnCount => checked(channel.Fields.Count * frames.Grid.CellCount);

    /// <inheritdoc/>
    public int BlockCount => frames.RunCount;

    /// <inheritdoc/>
    public int RowCount(int block) => frames.FrameCount(block);

    /// <inheritdoc/>
    public void Read(int block, Span<double> rows)
    {
        int cells = frames.Grid.CellCount, count = channel.Fields.Count, length = frames.FrameCount(block) * cells;
        var shiftOf = shifts(block);
        double[] scratch = new double[cells];
        float[] rented = ArrayPool<float>.Shared.Rent(length);
        var values = rented.AsSpan(0, length);
        for (int j = 0; j < count; j++)
        {
            frames.ReadField(block, channel.Fields[j], values);
            for (int t = 0; t < shiftOf.Length; t++)
            {
                TensorPrimitives.ConvertTruncating<float, double>(values.Slice(t * cells, cells), scratch);
                shiftOf[t].Roll<double>(scratch, frames.Grid.Nx, rows.Slice((t * count + j) * cells, cells));
            }
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Returns whether all rows are equal: then there is nothing to decompose.</summary>
    /// <param name="cancellation">Ends the work.</param>
    public bool IsConstant(CancellationToken cancellation)
    {
        double[]? first = null;
        for (int block = 0; block < BlockCount; block++)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] rows = new double[checked(RowCount(block) * ColumnCount)];
            Read(block, rows);
            for (int start = 0; start < rows.Length; start += ColumnCount)
            {
                var row = rows.AsSpan(start, ColumnCount);
                first ??= row.ToArray();
                if (!row.SequenceEqual(first)) return false;
            }
        }
        return true;
    }
}
