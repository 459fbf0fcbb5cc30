using System.Numerics.Tensors;
using Rom.Abstractions;

namespace Kde;

/// <summary>
/// The density of one frame after another, in double: counts per cell area, then the kernel along y and along x. Owns its
/// scratch memory: one instance for each thread.
/// </summary>
/// <param name="grid">The grid.</param>
/// <param name="kernel">Weights at −radius … radius.</param>
internal sealed class SmoothedHistogram(Grid grid, double[] kernel)
{
    private readonly double[] counts = new double[grid.CellCount];
    private readonly double[] smoothedInY = new double[grid.CellCount];
    private readonly double[] paddedRow = new double[grid.Nx + 2 * (kernel.Length / 2)];
    private readonly int[] sourceX = Sources(grid.Nx, kernel.Length / 2, grid.Domain.Boundary);
    private readonly int[] sourceY = Sources(grid.Ny, kernel.Length / 2, grid.Domain.Boundary);

    /// <summary>Estimates a frame.</summary>
    /// <param name="positions">x, y of each particle.</param>
    /// <param name="density">Receives the density [ny, nx].</param>
    public void Estimate<T>(ReadOnlySpan<T> positions, Span<double> density) where T : struct, IConvertible
    {
        Count(positions);
        int nx = grid.Nx;
        // Along y whole rows are added: every column at once.
        smoothedInY.AsSpan().Clear();
        for (int y = 0; y < grid.Ny; y++)
        {
            var row = smoothedInY.AsSpan(y * nx, nx);
            for (int k = 0; k < kernel.Length; k++)
                TensorPrimitives.MultiplyAdd(counts.AsSpan(sourceY[y + k] * nx, nx), kernel[k], row, row);
        }
        // Along x shifted copies of a padded row are added.
        density.Clear();
        for (int y = 0; y < grid.Ny; y++)
        {
            var row = density.Slice(y * nx, nx);
            for (int i = 0; i < paddedRow.Length; i++) paddedRow[i] = smoothedInY[y * nx + sourceX[i]];
            for (int k = 0; k < kernel.Length; k++) TensorPrimitives.MultiplyAdd(paddedRow.AsSpan(k, nx), kernel[k], row, row);
        }
    }

    private void Count<T>(ReadOnlySpan<T> positions) where T : struct, IConvertible
    {
        counts.AsSpan().Clear();
        double perParticle = 1 / grid.CellArea;
        for (int i = 0; i < positions.Length; i += 2)
        {
            int x = Cell(positions[i].ToDouble(null), grid.Domain.Lx, grid.Nx), y = Cell(positions[i + 1].ToDouble(null), grid.Domain.Ly, grid.Ny);
            counts[y * grid.Nx + x] += perParticle;
        }
    }

    // As NumPy's histogram: the right edge belongs to the last cell.
    private static int Cell(double position, double length, int cells) =>
        Math.Clamp((int)(position / length * cells), 0, cells - 1);

    // The cell that position −radius … n + radius − 1 reads: wrapped, as often as need be, or the nearest.
    private static int[] Sources(int n, int radius, Boundary boundary)
    {
        var sources = new int[n + 2 * radius];
        for (int i = 0; i < sources.Length; i++)
        {
            int cell = i - radius;
            sources[i] = boundary == Boundary.Periodic ? (cell % n + n) % n : Math.Clamp(cell, 0, n - 1);
        }
        return sources;
    }
}
