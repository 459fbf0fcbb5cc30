using System.Runtime.InteropServices;
using Rom.Abstractions;

namespace VicsekMorse.Pairs;

/// <summary>
/// Finds the places within a distance of a cell, in its own row and the following rows: in whole blocks, each once and
/// in ascending order.
/// </summary>
/// <param name="grid">The grid, by which particles are sorted.</param>
/// <param name="boundary">Whether the last row and column are beside the first.</param>
/// <param name="distance">The distance.</param>
internal sealed class Surroundings(CellGrid grid, Boundary boundary, double distance)
{
    private readonly int rows = grid.RowsWithin(distance);
    private readonly int columns = grid.ColumnsWithin(distance);
    private readonly List<(int Begin, int End)> stretches = [];
    private (int Row, int Column) middle = (-1, -1);

    /// <summary>Forgets the last cell, because particles were sorted again.</summary>
    public void Forget() => middle = (-1, -1);

    /// <summary>Returns stretches of places: the beginning, a multiple of the block's size, and the end.</summary>
    /// <param name="cell">The cell.</param>
    public ReadOnlySpan<(int Begin, int End)> Of((int Row, int Column) cell)
    {
        if (cell != middle) Find(cell);
        return CollectionsMarshal.AsSpan(stretches);
    }

    private void Find((int Row, int Column) cell)
    {
        middle = cell;
        stretches.Clear();
        Span<(int First, int Last)> near = stackalloc (int, int)[2];
        Span<(int First, int Last)> across = stackalloc (int, int)[2];
        near = near[..Ranges(cell.Row, rows, grid.Rows, near)];
        across = across[..Ranges(cell.Column, columns, grid.Columns, across)];
        foreach (var (firstRow, lastRow) in near)
        {
            for (int r = Math.Max(firstRow, cell.Row); r <= lastRow; r++)
            {
                foreach (var (first, last) in across) Add(grid.Places(r, first, last));
            }
        }
    }

    /// <summary>Finds the cells of one direction within some steps of a cell, in ascending order.</summary>
    /// <returns>The number of ranges: 1, or 2 across the edge.</returns>
    private int Ranges(int cell, int steps, int count, Span<(int First, int Last)> ranges)
    {
        var (first, last) = (cell - steps, cell + steps);
        bool isTorus = boundary == Boundary.Periodic;
        if (isTorus && last - first + 1 < count)
        {
            if (first < 0)
            {
                (ranges[0], ranges[1]) = ((0, last), (first + count, count - 1));
                return 2;
            }
            if (last >= count)
            {
                (ranges[0], ranges[1]) = ((0, last - count), (first, count - 1));
                return 2;
            }
        }
        ranges[0] = isTorus && last - first + 1 >= count
            ? (0, count - 1)
            : (Math.Max(first, 0), Math.Min(last, count - 1));
        return 1;
    }

    private void Add((int Begin, int End) places)
    {
        if (places.Begin == places.End) return;
        // Blocks may begin before the cells and end behind them: inside a neighbouring stretch, which then continues.
        int begin = Block.Begin(places.Begin), end = Block.End(places.End);
        if (stretches.Count > 0 && begin <= stretches[^1].End)
            stretches[^1] = (stretches[^1].Begin, end);
        else
            stretches.Add((begin, end));
    }
}
