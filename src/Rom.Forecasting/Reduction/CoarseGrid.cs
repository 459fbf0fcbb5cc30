using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Rom.Abstractions;
using Rom.Numerics.Fft;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// A coarser grid for scores of distributions: means of a field over blocks of cells. Neighbouring cells say nearly the
/// same, and scores of ensembles cost more than those of a forecast. For one thread.
/// </summary>
internal sealed class CoarseGrid
{
    private readonly Grid grid;
    private readonly int[] firstRow;    // of each row of blocks, and the number of rows of cells
    private readonly int[] firstColumn; // of each column of blocks, and the number of columns of cells
    private readonly double[] weights;
    private readonly double[] sum; // [2 nx]

    /// <summary>Divides a grid.</summary>
    /// <param name="grid">The grid of densities.</param>
    /// <param name="most">The most blocks in a row and in a column, at least 1.</param>
    public CoarseGrid(Grid grid, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        (this.grid, Rows, Columns) = (grid, Math.Min(most, grid.Ny), Math.Min(most, grid.Nx));
        (firstRow, firstColumn) = (Firsts(Rows, grid.Ny), Firsts(Columns, grid.Nx));
        weights = new double[CellCount];
        for (int i = 0; i < weights.Length; i++)
        {
            int row = i / Columns, column = i % Columns;
            double cells = (firstRow[row + 1] - firstRow[row]) * (firstColumn[column + 1] - firstColumn[column]);
            weights[i] = 1 / cells;
        }
        sum = new double[2 * grid.Nx];
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
        int dy = Modulo(shift.Dy, grid.Ny), dx = Modulo(shift.Dx, grid.Nx);
        for (int row = 0; row < Rows; row++)
        {
            SumRows(field, firstRow[row], firstRow[row + 1], dy);
            for (int column = 0; column < Columns; column++)
            {
                int first = firstColumn[column], from = first >= dx ? first - dx : first - dx + grid.Nx;
                double block = 0;
                foreach (double value in sum.AsSpan(from, firstColumn[column + 1] - first)) block += value;
                coarse[row * Columns + column] = block;
            }
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

    // The sum of some rows of the rolled field, not rolled along x; twice, so that each block lies in one piece.
    private void SumRows(ReadOnlySpan<double> field, int first, int end, int dy)
    {
        int from = (first >= dy ? first - dy : first - dy + grid.Ny) * grid.Nx, x = 0;
        ref double cell = ref MemoryMarshal.GetReference(field[..grid.CellCount]);
        for (; x + Vector<double>.Count <= grid.Nx; x += Vector<double>.Count)
        {
            int at = from;
            var rows = Vector.LoadUnsafe(ref cell, (nuint)(at + x));
            for (int y = first + 1; y < end; y++)
            {
                at = Below(at);
                rows += Vector.LoadUnsafe(ref cell, (nuint)(at + x));
            }
            rows.CopyTo(sum, x);
        }
        for (; x < grid.Nx; x++)
        {
            int at = from;
            sum[x] = field[at + x];
            for (int y = first + 1; y < end; y++)
            {
                at = Below(at);
                sum[x] += field[at + x];
            }
        }
        sum.AsSpan(0, grid.Nx).CopyTo(sum.AsSpan(grid.Nx));
    }

    // The beginning of the next row; after the last one the first follows.
    private int Below(int row) => row + grid.Nx is var next && next < grid.CellCount ? next : 0;

    // The first of n cells in each of some blocks, and n: cell i is in block ⌊i · blocks/n⌋.
    private static int[] Firsts(int blocks, int n) =>
        [.. Enumerable.Range(0, blocks + 1).Select(block => (int)(((long)block * n + blocks - 1) / blocks))];

    private static int Modulo(int value, int n) => (value % n + n) % n;
}
