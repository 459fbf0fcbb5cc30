using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Rom.Numerics.Svd;

/// <summary>
/// Makes passes over all blocks of rows. Blocks are assigned to partial results in turn, and each partial result takes
/// its blocks in order, on any free thread: the result does not depend on the number of threads, and no partial result
/// waits for another.
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
    /// <param name="cancellation">Ends a pass before the next block.</param>
    public RowPasses(IRowSource source, int threads, CancellationToken cancellation)
    {
        (this.source, this.threads, this.cancellation) = (source, threads, cancellation);
        blocks = [.. Enumerable.Range(0, threads).Select(_ => new RowBlock())];
        firstRows = new long[source.BlockCount + 1];
        for (int block = 0; block < source.BlockCount; block++)
            firstRows[block + 1] = firstRows[block] + source.RowCount(block);
    }

    /// <summary>Number of passes made.</summary>
    public int Count { get; private set; }

    /// <summary>The rows.</summary>
    public IRowSource Source => source;

    /// <summary>Columns of the rows.</summary>
    public int ColumnCount => source.ColumnCount;

    /// <summary>Returns the number of the first row of a block.</summary>
    /// <param name="block">The block; the number of blocks gives the end of the last one.</param>
    public long FirstRow(int block) => firstRows[block];

    /// <summary>Creates passes over other rows, with as many threads.</summary>
    /// <param name="other">The other rows.</param>
    public RowPasses Over(IRowSource other) => new(other, threads, cancellation);

    /// <summary>Makes one pass.</summary>
    /// <typeparam name="TPartial">The type of a partial result.</typeparam>
    /// <param name="most">
    /// The most partial results, where there are as many blocks. More of them keep more threads busy.
    /// </param>
    /// <param name="begin">Creates an empty partial result.</param>
    /// <param name="add">
    /// Adds a block to a partial result; called at the same time for different partial results.
    /// </param>
    /// <param name="mean">The row that is subtracted from each row [columns]; null for none.</param>
    /// <returns>The partial results, in their order.</returns>
    public TPartial[] Fold<TPartial>(
        int most, Func<TPartial> begin, Action<TPartial, RowBlock> add, double[]? mean = null)
    {
        cancellation.ThrowIfCancellationRequested();
        TPartial[] partials = [.. Enumerable.Range(0, Math.Min(most, source.BlockCount)).Select(_ => begin())];
        // The next block of each partial result.
        var waiting = new ConcurrentQueue<int>(Enumerable.Range(0, partials.Length));
        // Of several errors the one of the first block is thrown, so that the message does not depend on the threads
        // either.
        var (failed, error) = (int.MaxValue, (Exception?)null);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(0, Math.Min(threads, partials.Length), parallel, worker =>
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
