using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Particles sorted into cells; each against those in the nine cells around its own. The work grows with the number of
/// particles, not with its square.
/// </summary>
internal sealed class CellPairs : IPairSums
{
    private readonly Domain domain;
    private readonly CellGrid grid;
    private readonly PairKernel<PlaneDisplacement> kernel;

    // Particles by cell: those of cell c are sorted[start[c]] up to sorted[start[c + 1]].
    private readonly int[] cell;
    private readonly int[] start;
    private readonly int[] next;
    private readonly int[] sorted;

    // The particles of nine cells, at their images nearest to the middle one.
    private readonly Particles around;

    /// <summary>Makes the buffers.</summary>
    /// <param name="law">What acts between two particles.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="grid">Cells that are worthwhile.</param>
    /// <param name="particles">Number of particles.</param>
    public CellPairs(PairLaw law, Domain domain, CellGrid grid, int particles)
    {
        (this.domain, this.grid) = (domain, grid);
        kernel = new PairKernel<PlaneDisplacement>(law, domain, particles);
        (cell, sorted) = (new int[particles], new int[particles]);
        (start, next) = (new int[grid.Count + 1], new int[grid.Count]);
        around = new Particles(particles);
    }

    /// <inheritdoc/>
    public void Sum(Particles particles, Interactions sums, CancellationToken cancellation)
    {
        Sort(particles);
        for (int row = 0; row < grid.Rows; row++)
        {
            for (int column = 0; column < grid.Columns; column++)
            {
                int c = row * grid.Columns + column;
                if (start[c] == start[c + 1]) continue;
                GatherAround(particles, column, row);
                foreach (int i in sorted.AsSpan(start[c]..start[c + 1]))
                {
                    cancellation.ThrowIfCancellationRequested();
                    kernel.Sum(particles.X[i], particles.Y[i], around, sums, i);
                }
            }
        }
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
        for (int i = 0; i < particles.Count; i++) sorted[next[cell[i]]++] = i;
    }

    private void GatherAround(Particles particles, int column, int row)
    {
        int count = 0;
        for (int r = row - 1; r <= row + 1; r++)
        {
            for (int c = column - 1; c <= column + 1; c++)
            {
                int inColumn = Image(c, grid.Columns, domain.Lx, out double shiftX);
                int inRow = Image(r, grid.Rows, domain.Ly, out double shiftY);
                if (inColumn < 0 || inRow < 0) continue;
                int source = inRow * grid.Columns + inColumn;
                foreach (int j in sorted.AsSpan(start[source]..start[source + 1]))
                {
                    around.X[count] = particles.X[j] + shiftX;
                    around.Y[count] = particles.Y[j] + shiftY;
                    around.HeadingX[count] = particles.HeadingX[j];
                    around.HeadingY[count] = particles.HeadingY[j];
                    count++;
                }
            }
        }
        around.Count = count;
    }

    /// <summary>
    /// The index in the domain of a row or column that may lie beside it, and how far that image is; −1 for none.
    /// </summary>
    private int Image(int index, int count, double side, out double shift)
    {
        shift = 0;
        if (index >= 0 && index < count) return index;
        if (domain.Boundary == Boundary.Reflecting) return -1;
        shift = index < 0 ? -side : side;
        return index < 0 ? index + count : index - count;
    }
}
