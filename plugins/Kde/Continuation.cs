using Rom.Abstractions;

namespace Kde;

/// <summary>Continues a row of cells beyond its edges.</summary>
internal static class Continuation
{
    /// <summary>
    /// Returns the cell that represents cell m − radius, m from 0 to length + 2·radius − 1: a torus repeats the whole
    /// row, walls repeat the cell beside them, as often as a long kernel needs it.
    /// </summary>
    /// <param name="length">Cells in the row.</param>
    /// <param name="radius">Cells beyond each edge.</param>
    /// <param name="boundary">The behaviour at the edge.</param>
    public static int[] Sources(int length, int radius, Boundary boundary)
    {
        var sources = new int[length + 2 * radius];
        for (int m = 0; m < sources.Length; m++)
        {
            int cell = m - radius;
            sources[m] = boundary == Boundary.Periodic
                ? (cell % length + length) % length
                : Math.Clamp(cell, 0, length - 1);
        }
        return sources;
    }
}
