using Rom.Abstractions;

namespace VicsekMorse.Pairs;

/// <summary>
/// Cells at least as wide as the reach, so that a particle's partners are in its own cell and the eight around it.
/// </summary>
internal sealed class CellGrid
{
    // A hair more than the reach, so that rounding in a cell's number cannot hide a partner.
    private const double Margin = 1 + 1e-9;

    private readonly Domain domain;

    /// <summary>Makes a grid; no finer than about one particle in a cell, however short the reach.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="reach">The distance beyond which nothing acts.</param>
    /// <param name="particles">Number of particles.</param>
    public CellGrid(Domain domain, double reach, int particles)
    {
        this.domain = domain;
        double width = Math.Max(reach * Margin, Math.Sqrt(domain.Lx / particles * domain.Ly));
        Columns = Math.Max(1, (int)(domain.Lx / width));
        Rows = Math.Max(1, (int)(domain.Ly / width));
    }

    /// <summary>Cells in x.</summary>
    public int Columns { get; }

    /// <summary>Cells in y.</summary>
    public int Rows { get; }

    /// <summary>Number of cells.</summary>
    public int Count => Columns * Rows;

    /// <summary>
    /// Whether the cells around a cell are nine different ones, so that no pair counts twice on a torus, and few enough
    /// of all to be worth the sorting.
    /// </summary>
    public bool IsWorthwhile =>
        Count >= 2 * 9 && (domain.Boundary == Boundary.Reflecting || (Columns >= 3 && Rows >= 3));

    /// <summary>The cell that a position lies in.</summary>
    /// <param name="x">Position in x.</param>
    /// <param name="y">Position in y.</param>
    public int CellOf(double x, double y)
    {
        int column = Math.Clamp((int)(x / domain.Lx * Columns), 0, Columns - 1);
        int row = Math.Clamp((int)(y / domain.Ly * Rows), 0, Rows - 1);
        return row * Columns + column;
    }
}
