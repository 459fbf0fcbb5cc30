using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Particles sorted into cells; each with those of its own cell and of the eight around it, every pair once. The work
/// grows with the number of particles, not with its square.
/// </summary>
internal sealed class CellPairs : IPairSums
{
    private readonly Domain domain;
    private readonly CellGrid grid;
    private readonly IPairKernel kernel;

    // Where the particles of each cell begin among the sorted ones; one more entry for the end of the last.
    private readonly int[] start;
    private readonly int[] next;

    // The place of each particle among the sorted ones.
    private readonly int[] place;
    private readonly int[] cell;
    private readonly Particles sorted;
    private readonly VectorSums sortedSums;

    /// <summary>Makes the buffers.</summary>
    /// <param name="kernel">The interaction, in the plane: images are found by cell.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="grid">Cells; on a torus at least three in each direction.</param>
    /// <param name="particles">Number of particles.</param>
    public CellPairs(IPairKernel kernel, Domain domain, CellGrid grid, int particles)
    {
        (this.kernel, this.domain, this.grid) = (kernel, domain, grid);
        (start, next) = (new int[grid.Count + 1], new int[grid.Count]);
        (place, cell) = (new int[particles], new int[particles]);
        (sorted, sortedSums) = (new Particles(particles), new VectorSums(particles));
    }

    /// <inheritdoc/>
    public void Sum(Particles particles, VectorSums sums, CancellationToken cancellation)
    {
        Sort(particles);
        sortedSums.Clear();
        for (int row = 0; row < grid.Rows; row++)
        {
            for (int column = 0; column < grid.Columns; column++)
            {
                int end = start[row * grid.Columns + column + 1];
                for (int i = start[row * grid.Columns + column]; i < end; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    // Half of the cells around: each pair of cells meets once.
                    kernel.Meet(sorted, sortedSums, i, i + 1, end, sorted.X[i], sorted.Y[i]);
                    MeetCells(i, column + 1, column + 1, row);
                    MeetCells(i, column - 1, column + 1, row + 1);
                    kernel.Finish(sortedSums, i);
                }
            }
        }
        for (int i = 0; i < particles.Count; i++)
            (sums.X[i], sums.Y[i]) = (sortedSums.X[place[i]], sortedSums.Y[place[i]]);
    }

    /// <summary>Sorts by counting; within a cell, particles stay in their order.</summary>
    private void Sort(Particles particles)
    {
        Array.Clear(start);
        for (int i = 0; i < particles.Count; i++)
        {
            cell[i] = grid.CellOf(particles.X[i], particles.Y[i]);
            start[cell[i] + 1]++;
        }
        for (int c = 0; c < grid.Count; c++) start[c + 1] += start[c];
        start.AsSpan(0, grid.Count).CopyTo(next);
        for (int i = 0; i < particles.Count; i++)
        {
            int k = next[cell[i]]++;
            place[i] = k;
            (sorted.X[k], sorted.Y[k]) = (particles.X[i], particles.Y[i]);
            (sorted.HeadingX[k], sorted.HeadingY[k]) = (particles.HeadingX[i], particles.HeadingY[i]);
        }
    }

    /// <summary>A particle with those in neighbouring cells of one row, which are sorted one after the other.</summary>
    /// <param name="i">The particle, among the sorted ones.</param>
    /// <param name="first">First column; −1 is beyond the edge.</param>
    /// <param name="last">Last column; the number of columns is beyond the edge.</param>
    /// <param name="row">Row; the number of rows is beyond the edge.</param>
    private void MeetCells(int i, int first, int last, int row)
    {
        double y = sorted.Y[i];
        if (row == grid.Rows)
        {
            if (domain.Boundary == Boundary.Reflecting) return;
            // Instead of the others, the particle is moved to its image beside them.
            (row, y) = (0, y - domain.Ly);
        }
        double x = sorted.X[i];
        MeetRange(i, row, Math.Max(first, 0), Math.Min(last, grid.Columns - 1), x, y);
        if (domain.Boundary == Boundary.Reflecting) return;
        if (first < 0) MeetRange(i, row, grid.Columns - 1, grid.Columns - 1, x + domain.Lx, y);
        if (last == grid.Columns) MeetRange(i, row, 0, 0, x - domain.Lx, y);
    }

    private void MeetRange(int i, int row, int first, int last, double x, double y) =>
        kernel.Meet(
            sorted, sortedSums, i, start[row * grid.Columns + first], start[row * grid.Columns + last + 1], x, y);
}
