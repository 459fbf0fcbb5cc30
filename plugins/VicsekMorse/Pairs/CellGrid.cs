using Rom.Abstractions;

namespace VicsekMorse.Pairs;

/// <summary>
/// Cells, of which a particle's partners are in its own and in those up to <see cref="Steps"/> away in either direction.
/// </summary>
internal sealed class CellGrid
{
    // A hair more than the reach, so that rounding in a cell's number cannot hide a partner.
    private const double Margin = 1 + 1e-9;

    // Below this, sorting costs more than it saves (measured: they are even between 100 and 200 particles).
    private const int FewestParticles = 200;

    // Cells hug the reach more closely the smaller they are, but each row of them is a loop of its own: with so many
    // particles in a square of the reach, halves of it are better (measured).
    private const int ManyWithinReach = 6;

    private readonly Domain domain;
    private readonly int particles;
    private readonly double columnsPerLength;
    private readonly double rowsPerLength;

    /// <summary>Makes a grid; no finer than about one particle in a cell, however short the reach.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="reach">The distance beyond which nothing acts.</param>
    /// <param name="particles">Number of particles.</param>
    public CellGrid(Domain domain, double reach, int particles)
    {
        (this.domain, this.particles) = (domain, particles);
        double areaOfEach = domain.Lx / particles * domain.Ly;
        Steps = reach * reach >= ManyWithinReach * areaOfEach ? 2 : 1;
        (Columns, Rows) = Divide(Math.Max(reach * Margin / Steps, Math.Sqrt(areaOfEach)));
        if (!IsSound && Steps > 1)
        {
            Steps = 1;
            (Columns, Rows) = Divide(reach * Margin);
        }
        (columnsPerLength, rowsPerLength) = (Columns / domain.Lx, Rows / domain.Ly);
    }

    /// <summary>How many cells a particle reaches in each direction.</summary>
    public int Steps { get; }

    /// <summary>Cells in x.</summary>
    public int Columns { get; }

    /// <summary>Cells in y.</summary>
    public int Rows { get; }

    /// <summary>Number of cells.</summary>
    public int Count => Columns * Rows;

    /// <summary>Whether the cells around a cell are all different ones, so that no pair counts twice on a torus.</summary>
    public bool IsSound => domain.Boundary == Boundary.Reflecting || Math.Min(Columns, Rows) >= 2 * Steps + 1;

    /// <summary>Whether sorting pays: there are enough particles, and they do not reach across the whole domain.</summary>
    public bool IsWorthwhile =>
        IsSound && particles >= FewestParticles && Count >= (2 * Steps + 1) * (2 * Steps + 1);

    /// <summary>The cell that a position lies in.</summary>
    /// <param name="x">Position in x.</param>
    /// <param name="y">Position in y.</param>
    public int CellOf(double x, double y)
    {
        int column = Math.Clamp((int)(x * columnsPerLength), 0, Columns - 1);
        int row = Math.Clamp((int)(y * rowsPerLength), 0, Rows - 1);
        return row * Columns + column;
    }

    private (int Columns, int Rows) Divide(double width) =>
        (Math.Max(1, (int)(domain.Lx / width)), Math.Max(1, (int)(domain.Ly / width)));
}
