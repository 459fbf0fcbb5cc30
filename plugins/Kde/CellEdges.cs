using System.Runtime.CompilerServices;

namespace Kde;

/// <summary>
/// Assigns coordinates to cells of an axis as NumPy's <c>histogram2d</c> does: cell i is [e_i, e_{i+1}), and the last
/// one includes its right edge.
/// </summary>
internal sealed class CellEdges
{
    private readonly double[] edges;
    private readonly double cellsPerLength;
    private readonly double limit;

    /// <summary>Divides [0, side] into cells.</summary>
    /// <param name="side">Length of the axis.</param>
    /// <param name="cells">Number of cells.</param>
    public CellEdges(double side, int cells)
    {
        double width = side / cells;
        edges = new double[cells + 1];
        for (int i = 0; i < cells; i++) edges[i] = i * width;
        edges[cells] = side;
        cellsPerLength = cells / side;
        // A coordinate that was stored in single precision may have been rounded up, past the edge.
        limit = Math.Max(side, (float)side);
    }

    /// <summary>Returns the cell of a coordinate, or −1 outside.</summary>
    /// <param name="coordinate">The coordinate.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CellOf(double coordinate)
    {
        if (!(coordinate >= 0 && coordinate <= limit)) return -1;
        int last = edges.Length - 2;
        int cell = Math.Min((int)(coordinate * cellsPerLength), last);
        // The product may be off by a rounding error; the edges decide.
        if (coordinate < edges[cell]) return cell - 1;
        if (cell < last && coordinate >= edges[cell + 1]) return cell + 1;
        return cell;
    }
}
