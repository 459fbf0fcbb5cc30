using Rom.Abstractions;

namespace RomHost.Reduction;

/// <summary>The field that frames are aligned with, made of all training frames without holding them in memory.</summary>
/// <param name="grid">The grid of the frames.</param>
/// <param name="runs">Number of training runs.</param>
/// <param name="read">Reads a run's density at the ROM frames.</param>
internal sealed class FrameReference(Grid grid, int runs, Func<int, DensityMovie> read)
{
    // Values of one cell in all frames that the median sorts at a time: 64 Mi floats, a quarter of a gigabyte.
    private const long MedianBudget = 1L << 26;

    /// <summary>The mean of all frames.</summary>
    /// <param name="cancellation">Ends the work.</param>
    public double[] Mean(CancellationToken cancellation)
    {
        var sum = new double[grid.CellCount];
        long frames = 0;
        for (int k = 0; k < runs; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            var density = read(k);
            frames += density.FrameCount;
            for (int t = 0; t < density.FrameCount; t++)
            {
                var frame = density.Frame(t);
                for (int i = 0; i < sum.Length; i++) sum[i] += frame[i];
            }
        }
        for (int i = 0; i < sum.Length; i++) sum[i] /= frames;
        return sum;
    }

    /// <summary>The first frame of the first run.</summary>
    public double[] First() => [.. read(0).Frame(0).ToArray().Select(value => (double)value)];

    /// <summary>The median of each cell over all frames; as many passes as the memory budget asks for.</summary>
    /// <param name="cancellation">Ends the work.</param>
    public double[] Median(CancellationToken cancellation)
    {
        long frames = 0;
        for (int k = 0; k < runs; k++) frames += read(k).FrameCount;
        int cellsAtOnce = (int)Math.Clamp(MedianBudget / frames, 1, grid.CellCount);
        var median = new double[grid.CellCount];
        for (int first = 0; first < median.Length; first += cellsAtOnce)
        {
            int cells = Math.Min(cellsAtOnce, median.Length - first);
            var values = new float[cells][];
            for (int c = 0; c < cells; c++) values[c] = new float[frames];
            int row = 0;
            for (int k = 0; k < runs; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                var density = read(k);
                for (int t = 0; t < density.FrameCount; t++, row++)
                {
                    var frame = density.Frame(t).Slice(first, cells);
                    for (int c = 0; c < cells; c++) values[c][row] = frame[c];
                }
            }
            for (int c = 0; c < cells; c++)
            {
                Array.Sort(values[c]);
                median[first + c] = 0.5 * ((double)values[c][(frames - 1) / 2] + values[c][frames / 2]);
            }
        }
        return median;
    }
}
