using Rom.Abstractions;

namespace Rom.Forecasting.Forecasts;

/// <summary>
/// The place of a swarm: the centre of mass of its density between walls, and on a torus the direction of its mean unit
/// vector in each dimension (Bai and Breen, J. Graph. Tools 13, 2008). Immutable and thread-safe.
/// </summary>
internal sealed class MassCentre
{
    private readonly Grid grid;
    private readonly Axis x, y;

    /// <summary>Tabulates the cell centres.</summary>
    /// <param name="grid">The grid of densities.</param>
    public MassCentre(Grid grid)
    {
        bool isPeriodic = grid.Domain.Boundary == Boundary.Periodic;
        this.grid = grid;
        x = new Axis(grid.XCentres(), grid.Domain.Lx, isPeriodic);
        y = new Axis(grid.YCentres(), grid.Domain.Ly, isPeriodic);
    }

    /// <summary>Returns the centre of a density.</summary>
    /// <param name="density">The density [ny, nx].</param>
    /// <returns>
    /// x and y in the domain; NaN where there is none: of an empty frame, or one that is the same in all directions.
    /// </returns>
    public (double X, double Y) Of(ReadOnlySpan<float> density)
    {
        Sums alongX = default, alongY = default;
        for (int i = 0; i < grid.Ny; i++)
        {
            double row = 0;
            var cells = density.Slice(i * grid.Nx, grid.Nx);
            for (int j = 0; j < cells.Length; j++)
            {
                row += cells[j];
                x.Add(ref alongX, j, cells[j]);
            }
            y.Add(ref alongY, i, row);
        }
        return (x.Centre(alongX), y.Centre(alongY));
    }

    private record struct Sums(double Mass, double First, double Second);

    private sealed class Axis(double[] centres, double length, bool isPeriodic)
    {
        // Below this share of the mass the mean unit vector is rounding of single precision, and has no direction.
        private const double Uniform = 1e-6;

        private readonly double[] first =
            [.. centres.Select(c => isPeriodic ? Math.Cos(2 * Math.PI * c / length) : c)];
        private readonly double[] second =
            [.. centres.Select(c => isPeriodic ? Math.Sin(2 * Math.PI * c / length) : 0)];

        public void Add(ref Sums sums, int cell, double mass)
        {
            sums.Mass += mass;
            sums.First += mass * first[cell];
            sums.Second += mass * second[cell];
        }

        public double Centre(Sums sums)
        {
            if (!(sums.Mass > 0)) return double.NaN;
            if (!isPeriodic) return sums.First / sums.Mass;
            if (!(Math.Sqrt(sums.First * sums.First + sums.Second * sums.Second) > Uniform * sums.Mass))
                return double.NaN;
            double angle = Math.Atan2(sums.Second, sums.First) / (2 * Math.PI);
            return length * (angle - Math.Floor(angle));
        }
    }
}
