using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Rom.Numerics.Svd;

/// <summary>
/// Passes over all blocks of rows. Blocks go in turn to some partial results, each of which takes its own in their order,
/// whichever thread has time: the result does not depend on the number of threads, and none waits for another.
/// </summary>
internal sealed class RowPasses
{
    private readonly IRowSource source;
    private readonly int threads;
    private readonly CancellationToken cancellation;
    private readonly RowBlock[] blocks;
    private readonly long[] firstRows;

    /// <summary>Plans passes.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="threads">Threads, and blocks in memory at once; at least 1.</param>
    /// <param name="cancellation">Ends a pass at the next block.</param>
    public RowPasses(IRowSource source, int threads, CancellationToken cancellation)
    {
        (this.source, this.threads, this.cancellation) = (source, threads, cancellation);
        blocks = [.. Enumerable.Range(0, threads).Select(_ => new RowBlock())];
        firstRows = new long[source.BlockCount + 1];
        for (int block = 0; block < source.BlockCount; block++) firstRows[block + 1] = firstRows[block] + source.RowCount(block);
    }

    /// <summary>Number of passes made.</summary>
    public int Count { get; private set; }

    /// <summary>The rows.</summary>
    public IRowSource Source => source;

    /// <summary>Columns of the rows.</summary>
    public int ColumnCount => source.ColumnCount;

    /// <summary>The number of the first row of a block.</summary>
    /// <param name="block">The block; their number stands for the end of the last.</param>
    public long FirstRow(int block) => firstRows[block];

    /// <summary>Passes over other rows, with as many threads.</summary>
    /// <param name="other">The other rows.</param>
    public RowPasses Over(IRowSource other) => new(other, threads, cancellation);

    /// <summary>Makes one pass.</summary>
    /// <typeparam name="TPartial">A partial result.</typeparam>
    /// <param name="most">How many partial results there are, where there are as many blocks. More of them keep more threads busy.</param>
    /// <param name="begin">Makes an empty one.</param>
    /// <param name="add">Adds a block to one; several at the same time, each to another.</param>
    /// <param name="mean">What is subtracted from each row [columns]; null for nothing.</param>
    /// <returns>The partial results, in their order.</returns>
    public TPartial[] Fold<TPartial>(int most, Func<TPartial> begin, Action<TPartial, RowBlock> add, double[]? mean = null)
    {
        cancellation.ThrowIfCancellationRequested();
        TPartial[] partials = [.. Enumerable.Range(0, Math.Min(most, source.BlockCount)).Select(_ => begin())];
        // The next block of each.
        var waiting = new ConcurrentQueue<int>(Enumerable.Range(0, partials.Length));
        // Of several errors that of the first block counts, so that the message does not depend on the threads either.
        var (failed, error) = (int.MaxValue, (Exception?)null);
        Parallel.For(0, Math.Min(threads, partials.Length), new ParallelOptions { MaxDegreeOfParallelism = threads }, worker =>
        {
            while (!cancellation.IsCancellationRequested && waiting.TryDequeue(out int number))
            {
                if (number > Volatile.Read(ref failed)) continue;
                try
                {
                    blocks[worker].Read(source, number, mean);
                    add(partials[number % partials.Length], blocks[worker]);
                    if (number + partials.Length < source.BlockCount) waiting.Enqueue(number + partials.Length);
                }
                catch (Exception e)
                {
                    lock (waiting)
                    {
                        if (number < failed) (failed, error) = (number, e);
                    }
                }
            }
        });
        if (error is not null) ExceptionDispatchInfo.Throw(error);
        cancellation.ThrowIfCancellationRequested();
        Count++;
        return partials;
    }
}
