using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Cells of about two particles each, row by row. Particles sorted by cell are near their neighbours in memory, and
/// those within reach of a particle are in a few stretches.
/// </summary>
/// <remarks>Holds buffers, so it belongs to one run.</remarks>
internal sealed class CellGrid
{
    // Slightly more than the distance, so that rounding in a cell's number cannot hide a particle.
    private const double Margin = 1 + 1e-9;

    private readonly double columnsPerLength;
    private readonly double rowsPerLength;

    // The place of the first particle of each cell, and the end of the last cell.
    private readonly int[] start;
    private readonly int[] next;
    private readonly int[] place;
    private readonly int[] cell;

    /// <summary>Creates a grid: a block of four particles fills two cells, side by side in a square.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="particles">Number of particles.</param>
    public CellGrid(Domain domain, int particles)
    {
        double height = Math.Sqrt(Block.Size * (domain.Lx / particles * domain.Ly));
        Columns = Divide(domain.Lx, height / 2, particles);
        Rows = Divide(domain.Ly, height, particles);
        (columnsPerLength, rowsPerLength) = (Columns / domain.Lx, Rows / domain.Ly);
        (start, next) = (new int[Columns * Rows + 1], new int[Columns * Rows]);
        (place, cell) = (new int[particles], new int[particles]);
    }

    /// <summary>Cells in x.</summary>
    public int Columns { get; }

    /// <summary>Cells in y.</summary>
    public int Rows { get; }

    /// <summary>Sorts particles by counting; within a cell, they stay in their order.</summary>
    /// <param name="swarm">The particles, inside the domain.</param>
    public void Sort(Swarm swarm)
    {
        Array.Clear(start);
        ReadOnlySpan<double> x = swarm.X, y = swarm.Y;
        for (int i = 0; i < swarm.Count; i++)
        {
            var (row, column) = CellOf(x[i], y[i]);
            cell[i] = row * Columns + column;
            start[cell[i] + 1]++;
        }
        for (int c = 0; c < next.Length; c++) start[c + 1] += start[c];
        start.AsSpan(0, next.Length).CopyTo(next);
        for (int i = 0; i < swarm.Count; i++) place[i] = next[cell[i]]++;
        swarm.Reorder(place);
    }

    /// <summary>Returns the cell of a position.</summary>
    /// <param name="x">Position in x.</param>
    /// <param name="y">Position in y.</param>
    public (int Row, int Column) CellOf(double x, double y) =>
        (Math.Clamp((int)(y * rowsPerLength), 0, Rows - 1), Math.Clamp((int)(x * columnsPerLength), 0, Columns - 1));

    /// <summary>Returns the places of the particles in consecutive cells of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">The first column.</param>
    /// <param name="last">The last column.</param>
    public (int Begin, int End) Places(int row, int first, int last) =>
        (start[row * Columns + first], start[row * Columns + last + 1]);

    /// <summary>Returns the number of cells that a distance reaches in x, at most all of them.</summary>
    /// <param name="distance">The distance.</param>
    public int ColumnsWithin(double distance) =>
        (int)Math.Min(Columns, Math.Ceiling(distance * Margin * columnsPerLength));

    /// <summary>Returns the number of cells that a distance reaches in y, at most all of them.</summary>
    /// <param name="distance">The distance.</param>
    public int RowsWithin(double distance) => (int)Math.Min(Rows, Math.Ceiling(distance * Margin * rowsPerLength));

    // In a long and thin domain, too, there are no more columns than particles.
    private static int Divide(double side, double width, int particles) => (int)Math.Clamp(side / width, 1, particles);
}
