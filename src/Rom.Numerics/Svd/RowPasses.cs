using System.Runtime.ExceptionServices;

namespace Rom.Numerics.Svd;

/// <summary>
/// Passes over all blocks of rows: blocks are read and mapped in parallel, and reduced in their order, so that the
/// result does not depend on the number of threads.
/// </summary>
/// <param name="source">The rows.</param>
/// <param name="threads">Threads, and blocks in memory at once; at least 1.</param>
/// <param name="cancellation">Ends a pass at the next block.</param>
internal sealed class RowPasses(IRowSource source, int threads, CancellationToken cancellation)
{
    private readonly RowBlock[] blocks = [.. Enumerable.Range(0, threads).Select(_ => new RowBlock())];

    /// <summary>Number of passes made.</summary>
    public int Count { get; private set; }

    /// <summary>Columns of the rows.</summary>
    public int ColumnCount => source.ColumnCount;

    /// <summary>Passes over other rows, with as many threads.</summary>
    /// <param name="other">The other rows.</param>
    public RowPasses Over(IRowSource other) => new(other, threads, cancellation);

    /// <summary>Makes one pass.</summary>
    /// <param name="map">Called once for each block, for several at the same time.</param>
    /// <param name="reduce">Called with successive mapped blocks in their order, by one thread.</param>
    public void Run(Action<RowBlock> map, Action<ReadOnlyMemory<RowBlock>> reduce)
    {
        for (int first = 0; first < source.BlockCount; first += threads)
        {
            int count = Math.Min(threads, source.BlockCount - first), start = first;
            InParallel(count, i =>
            {
                blocks[i].Read(source, start + i);
                map(blocks[i]);
            });
            reduce(blocks.AsMemory(0, count));
        }
        Count++;
    }

    /// <summary>Does work for 0 … count − 1 with all threads.</summary>
    /// <param name="count">How many.</param>
    /// <param name="work">The work; several at the same time.</param>
    public void InParallel(int count, Action<int> work)
    {
        cancellation.ThrowIfCancellationRequested();
        var errors = new Exception?[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            try
            {
                if (!cancellation.IsCancellationRequested) work(i);
            }
            catch (Exception e)
            {
                errors[i] = e;
            }
        });
        // The first in order, so that the message does not depend on the threads either.
        if (Array.Find(errors, e => e is not null) is { } error) ExceptionDispatchInfo.Throw(error);
        cancellation.ThrowIfCancellationRequested();
    }
}
