using Rom.Abstractions;

namespace Kde;

/// <summary>
/// The filtered rows of a unit impulse in each cell, as slices of one table, because inside the row responses are
/// shifts of each other.
/// </summary>
internal sealed class CellResponses
{
    private readonly int length;
    private readonly double[] table;
    private readonly int[] start;

    /// <summary>Tabulates the responses.</summary>
    /// <param name="kernel">The weights.</param>
    /// <param name="length">Cells in the row.</param>
    /// <param name="boundary">Periodic rows wrap; others continue beyond the edge with the edge's values.</param>
    public CellResponses(GaussianKernel kernel, int length, Boundary boundary)
    {
        this.length = length;
        (table, start) = boundary == Boundary.Periodic ? Wrapping(kernel, length) : Replicating(kernel, length);
    }

    /// <summary>Returns the response to a cell: value j is the filtered value of cell j.</summary>
    /// <param name="cell">The cell that holds 1.</param>
    public ReadOnlySpan<double> Of(int cell) => table.AsSpan(start[cell], length);

    /// <summary>
    /// On a torus the response depends on (j − cell) modulo the length: the table holds one period twice.
    /// </summary>
    private static (double[] Table, int[] Start) Wrapping(GaussianKernel kernel, int length)
    {
        var table = new double[2 * length];
        for (int k = -kernel.Radius; k <= kernel.Radius; k++)
        {
            int difference = (k % length + length) % length;
            table[difference] += kernel.Weight(k);
        }
        table.AsSpan(0, length).CopyTo(table.AsSpan(length));
        return (table, [.. Enumerable.Range(0, length).Select(cell => length - cell)]);
    }

    /// <summary>
    /// Between walls the response is w_{j − cell}; the first and last cell also stand for all cells beyond them, so
    /// they have responses of their own.
    /// </summary>
    private static (double[] Table, int[] Start) Replicating(GaussianKernel kernel, int length)
    {
        int inner = 2 * length - 1;
        var table = new double[inner + 2 * length];
        for (int difference = 1 - length; difference < length; difference++)
            table[difference + length - 1] = kernel.Weight(difference);
        for (int j = 0; j < length; j++)
        {
            for (int k = -kernel.Radius; k <= kernel.Radius; k++)
            {
                int source = Math.Clamp(j + k, 0, length - 1);
                if (source == 0) table[inner + j] += kernel.Weight(k);
                if (source == length - 1) table[inner + length + j] += kernel.Weight(k);
            }
        }
        int[] start = [.. Enumerable.Range(0, length).Select(cell => length - 1 - cell)];
        (start[0], start[^1]) = (inner, inner + length);
        return (table, start);
    }
}
