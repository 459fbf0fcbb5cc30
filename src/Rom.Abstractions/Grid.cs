namespace Rom.Abstractions;

/// <summary>A regular grid of ny × nx cells over a domain. Fields on it are stored row by row: rows are y.</summary>
public sealed record Grid
{
    /// <summary>Creates a grid.</summary>
    /// <param name="domain">The domain that it covers.</param>
    /// <param name="nx">Cells in x, at least 1.</param>
    /// <param name="ny">Cells in y, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number of cells is below 1, or their product exceeds an array.
    /// </exception>
    public Grid(Domain domain, int nx, int ny)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nx, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ny, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)nx * ny, Array.MaxLength, "nx * ny");
        (Domain, Nx, Ny) = (domain, nx, ny);
    }

    /// <summary>The domain that the grid covers.</summary>
    public Domain Domain { get; }

    /// <summary>Cells in x (columns).</summary>
    public int Nx { get; }

    /// <summary>Cells in y (rows).</summary>
    public int Ny { get; }

    /// <summary>Number of cells.</summary>
    public int CellCount => Nx * Ny;

    /// <summary>Width of a cell [length units].</summary>
    public double Dx => Domain.Lx / Nx;

    /// <summary>Height of a cell [length units].</summary>
    public double Dy => Domain.Ly / Ny;

    /// <summary>Area of a cell [length units²].</summary>
    public double CellArea => Dx * Dy;

    /// <summary>The cell centres in x [nx].</summary>
    /// <returns>A new array.</returns>
    public double[] XCentres() => Centres(Nx, Dx);

    /// <summary>The cell centres in y [ny].</summary>
    /// <returns>A new array.</returns>
    public double[] YCentres() => Centres(Ny, Dy);

    private static double[] Centres(int count, double width)
    {
        var centres = new double[count];
        for (int i = 0; i < count; i++) centres[i] = (i + 0.5) * width;
        return centres;
    }
}
