using System.Numerics.Tensors;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// Computes the reference field for alignment from all training frames without holding them in memory.
/// </summary>
/// <param name="frames">The frames.</param>
/// <param name="threads">Threads that read; the result does not depend on them.</param>
internal sealed class FrameReference(IFrameSource frames, int threads)
{
    // Number of values that the median sorts at a time: 64 Mi floats, a quarter of a gigabyte.
    private const long MedianBudget = 1L << 26;

    private long Count => Enumerable.Range(0, frames.RunCount).Sum(run => (long)frames.FrameCount(run));

    /// <summary>Computes the mean of all frames, in double.</summary>
    /// <param name="cancellation">Ends the work.</param>
    public double[] Mean(CancellationToken cancellation)
    {
        var sum = new double[frames.Grid.CellCount];
        // Runs are summed separately, several at a time, and then in order.
        var sums = new double[threads][];
        for (int first = 0; first < frames.RunCount; first += threads)
        {
            int start = first, count = Math.Min(threads, frames.RunCount - first);
            var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
            Parallel.For(0, count, options, i => sums[i] = SumOf(start + i));
            for (int i = 0; i < count; i++) TensorPrimitives.Add(sum, sums[i], sum);
        }
        TensorPrimitives.Divide(sum, Count, sum);
        return sum;
    }

    /// <summary>Returns the first frame of the first run.</summary>
    public double[] First()
    {
        using var run = RunBuffer.Read(frames, 0);
        var first = new double[frames.Grid.CellCount];
        TensorPrimitives.ConvertTruncating<float, double>(run.Densities[..first.Length], first);
        return first;
    }

    /// <summary>
    /// Computes the median of each cell over all frames, in as many passes as the memory budget requires.
    /// </summary>
    /// <param name="cancellation">Ends the work.</param>
    public double[] Median(CancellationToken cancellation)
    {
        long count = Count;
        int cellCount = frames.Grid.CellCount;
        int cellsAtOnce = (int)Math.Clamp(MedianBudget / count, 1, cellCount);
        var median = new double[cellCount];
        for (int first = 0; first < median.Length; first += cellsAtOnce)
        {
            int cells = Math.Min(cellsAtOnce, median.Length - first);
            var values = new float[cells][];
            for (int c = 0; c < cells; c++) values[c] = new float[count];
            int row = 0;
            for (int k = 0; k < frames.RunCount; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                using var run = RunBuffer.Read(frames, k);
                for (int t = 0; t < frames.FrameCount(k); t++, row++)
                {
                    var frame = run.Densities.Slice(t * cellCount + first, cells);
                    for (int c = 0; c < cells; c++) values[c][row] = frame[c];
                }
            }
            for (int c = 0; c < cells; c++)
            {
                Array.Sort(values[c]);
                median[first + c] = Rom.Numerics.Statistics.Median.OfSorted(values[c]);
            }
        }
        return median;
    }

    private double[] SumOf(int runNumber)
    {
        using var run = RunBuffer.Read(frames, runNumber);
        var sum = new double[frames.Grid.CellCount];
        var frame = new double[sum.Length];
        for (int t = 0; t < frames.FrameCount(runNumber); t++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(run.Densities.Slice(t * sum.Length, sum.Length), frame);
            TensorPrimitives.Add(sum, frame, sum);
        }
        return sum;
    }
}
