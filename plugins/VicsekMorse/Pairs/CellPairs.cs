using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Particles sorted into cells; each with those of its own cell and of the cells within reach, every pair once. The work
/// grows with the number of particles, not with its square.
/// </summary>
internal sealed class CellPairs : IPairSums
{
    private readonly Interactions interactions;
    private readonly Domain domain;
    private readonly CellGrid grid;
    private readonly PairList pairs;

    // Where the particles of each cell begin; one more entry for the end of the last.
    private readonly int[] start;
    private readonly int[] next;
    private readonly int[] place;
    private readonly int[] cell;

    // The stretches of particles that those of one cell meet; the first is those behind them in their row.
    private readonly Stretch[] stretches;
    private int stretchCount;

    /// <summary>Makes the buffers.</summary>
    /// <param name="interactions">What is summed.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="grid">Cells; on a torus enough of them, so that no pair meets twice.</param>
    /// <param name="particles">Number of particles.</param>
    public CellPairs(Interactions interactions, Domain domain, CellGrid grid, int particles)
    {
        (this.interactions, this.domain, this.grid) = (interactions, domain, grid);
        pairs = new PairList(interactions.Reach, domain, particles);
        (start, next) = (new int[grid.Count + 1], new int[grid.Count]);
        (place, cell) = (new int[particles], new int[particles]);
        // A row has up to three: those inside, and the images beyond either edge; its own has one for those behind.
        stretches = new Stretch[3 * (grid.Steps + 1)];
    }

    /// <summary>How many pairs were looked at in all sums.</summary>
    public long PairsLookedAt => pairs.LookedAt;

    /// <inheritdoc/>
    public void Sum(Swarm swarm, PairTotals totals, CancellationToken cancellation)
    {
        Sort(swarm);
        totals.Begin(swarm);
        for (int row = 0; row < grid.Rows; row++)
        {
            for (int column = 0; column < grid.Columns; column++)
            {
                cancellation.ThrowIfCancellationRequested();
                MeetFrom(row, column, swarm, totals);
            }
        }
        interactions.WorkOff(pairs, totals);
    }

    /// <summary>Sorts by counting; within a cell, particles stay in their order.</summary>
    private void Sort(Swarm swarm)
    {
        Array.Clear(start);
        for (int i = 0; i < swarm.Count; i++)
        {
            cell[i] = grid.CellOf(swarm.X[i], swarm.Y[i]);
            start[cell[i] + 1]++;
        }
        for (int c = 0; c < grid.Count; c++) start[c + 1] += start[c];
        start.AsSpan(0, grid.Count).CopyTo(next);
        for (int i = 0; i < swarm.Count; i++) place[i] = next[cell[i]]++;
        swarm.Reorder(place);
    }

    /// <summary>Lets the particles of a cell meet those of their own cell behind them, and half of the cells around.</summary>
    private void MeetFrom(int row, int column, Swarm swarm, PairTotals totals)
    {
        int first = start[row * grid.Columns + column], end = start[row * grid.Columns + column + 1];
        if (first == end) return;
        // In its own row a particle meets those behind it: they stand one after the other as far as the edge.
        int endOfRow = start[row * grid.Columns + Math.Min(column + grid.Steps, grid.Columns - 1) + 1];
        stretchCount = 1;
        if (domain.Boundary == Boundary.Periodic) Add(row, 0, column + grid.Steps - grid.Columns, -domain.Lx, 0);
        for (int k = 1; k <= grid.Steps; k++) AddRow(row + k, column - grid.Steps, column + grid.Steps);
        for (int i = first; i < end; i++)
        {
            stretches[0] = new Stretch(i + 1, endOfRow, 0, 0);
            pairs.Collect<PlaneDisplacement>(swarm, i, stretches.AsSpan(0, stretchCount));
            if (pairs.IsFull) interactions.WorkOff(pairs, totals);
        }
    }

    /// <summary>Adds the cells of one row, whose particles stand one after the other.</summary>
    /// <param name="row">Row; from the number of rows on it is beyond the edge.</param>
    /// <param name="from">First column; below 0 it is beyond the edge.</param>
    /// <param name="to">Last column; from the number of columns on it is beyond the edge.</param>
    private void AddRow(int row, int from, int to)
    {
        bool torus = domain.Boundary == Boundary.Periodic;
        double dy = 0;
        if (row >= grid.Rows)
        {
            if (!torus) return;
            // Instead of the others, the particle is moved to its image beside them.
            (row, dy) = (row - grid.Rows, -domain.Ly);
        }
        Add(row, Math.Max(from, 0), Math.Min(to, grid.Columns - 1), 0, dy);
        if (!torus) return;
        Add(row, from + grid.Columns, grid.Columns - 1, domain.Lx, dy);
        Add(row, 0, to - grid.Columns, -domain.Lx, dy);
    }

    private void Add(int row, int from, int to, double dx, double dy)
    {
        if (from > to || from >= grid.Columns) return;
        int begin = start[row * grid.Columns + from], end = start[row * grid.Columns + to + 1];
        if (begin < end) stretches[stretchCount++] = new Stretch(begin, end, dx, dy);
    }
}
