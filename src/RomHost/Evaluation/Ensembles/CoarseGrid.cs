using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.Fft;

namespace RomHost.Evaluation.Ensembles;

/// <summary>
/// A coarser grid for scores of distributions: means of a field over blocks of cells. Neighbouring cells say nearly the
/// same, and scores of ensembles cost more than those of a forecast. For one thread.
/// </summary>
internal sealed class CoarseGrid
{
    private readonly Grid grid;
    private readonly int[] rowOf;    // of each row of cells
    private readonly int[] columnOf; // of each column of cells
    private readonly double[] weights;
    private readonly double[] sum;

    /// <summary>Divides a grid.</summary>
    /// <param name="grid">The grid of densities.</param>
    /// <param name="most">The most blocks in a row and in a column, at least 1.</param>
    public CoarseGrid(Grid grid, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        (this.grid, Rows, Columns) = (grid, Math.Min(most, grid.Ny), Math.Min(most, grid.Nx));
        rowOf = [.. Enumerable.Range(0, grid.Ny).Select(y => (int)((long)y * Rows / grid.Ny))];
        columnOf = [.. Enumerable.Range(0, grid.Nx).Select(x => (int)((long)x * Columns / grid.Nx))];
        weights = new double[CellCount];
        foreach (int row in rowOf)
        {
            foreach (int column in columnOf) weights[row * Columns + column]++;
        }
        for (int i = 0; i < weights.Length; i++) weights[i] = 1 / weights[i];
        sum = new double[grid.Nx];
    }

    /// <summary>Rows of blocks.</summary>
    public int Rows { get; }

    /// <summary>Columns of blocks.</summary>
    public int Columns { get; }

    /// <summary>The number of blocks.</summary>
    public int CellCount => Rows * Columns;

    /// <summary>Computes the means of a field that is rolled before.</summary>
    /// <param name="field">The field [ny, nx].</param>
    /// <param name="shift">The shift by which it is rolled.</param>
    /// <param name="coarse">Receives the mean over each block [rows, columns].</param>
    public void Average(ReadOnlySpan<double> field, Shift shift, Span<double> coarse)
    {
        coarse.Clear();
        int dy = Modulo(shift.Dy, grid.Ny), dx = Modulo(shift.Dx, grid.Nx);
        for (int y = 0; y < grid.Ny;)
        {
            int row = rowOf[y];
            sum.AsSpan().Clear();
            for (; y < grid.Ny && rowOf[y] == row; y++)
            {
                int from = y >= dy ? y - dy : y - dy + grid.Ny;
                TensorPrimitives.Add(sum, field.Slice(from * grid.Nx, grid.Nx), sum);
            }
            var blocks = coarse.Slice(row * Columns, Columns);
            for (int x = 0; x < grid.Nx; x++) blocks[columnOf[x]] += sum[x >= dx ? x - dx : x - dx + grid.Nx];
        }
        TensorPrimitives.Multiply(coarse, weights, coarse);
    }

    /// <summary>Returns the pairs of blocks that are neighbours, each pair once.</summary>
    /// <param name="distance">The largest distance of neighbours [blocks].</param>
    /// <param name="boundary">
    /// The boundary of the domain: on a periodic one the last block is next to the first.
    /// </param>
    public (int First, int Second)[] Neighbours(int distance, Boundary boundary)
    {
        var pairs = new HashSet<(int, int)>();
        for (int block = 0; block < CellCount; block++)
        {
            for (int dy = 0; dy <= distance; dy++)
            {
                for (int dx = -distance; dx <= distance; dx++)
                {
                    if (dy * dy + dx * dx > distance * distance) continue;
                    int row = block / Columns + dy, column = block % Columns + dx;
                    if (boundary == Boundary.Periodic) (row, column) = (Modulo(row, Rows), Modulo(column, Columns));
                    if (row >= Rows || column < 0 || column >= Columns) continue;
                    int other = row * Columns + column;
                    if (other != block) pairs.Add((Math.Min(block, other), Math.Max(block, other)));
                }
            }
        }
        return [.. pairs.Order()];
    }

    private static int Modulo(int value, int n) => (value % n + n) % n;
}
