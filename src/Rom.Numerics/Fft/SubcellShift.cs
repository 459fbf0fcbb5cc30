namespace Rom.Numerics.Fft;

/// <summary>
/// A circular shift of a field to a fraction of a cell, in the convention of <see cref="Shift"/>. A sequence of them is
/// unwrapped: a shift may be larger than the field.
/// </summary>
/// <param name="Dy">Rows that content moves towards higher row indices [cells].</param>
/// <param name="Dx">Columns that content moves towards higher column indices [cells].</param>
public readonly record struct SubcellShift(double Dy, double Dx)
{
    /// <summary>The nearest shift by whole cells, by which a field can be rolled.</summary>
    public Shift Rounded => new((int)Math.Round(Dy), (int)Math.Round(Dx));

    /// <summary>Returns the shortest way to another shift on a periodic grid.</summary>
    /// <param name="other">The other shift.</param>
    /// <param name="ny">Rows of the grid.</param>
    /// <param name="nx">Columns of the grid.</param>
    /// <returns>The way, in each dimension at most half of the grid.</returns>
    public SubcellShift ShortestTo(SubcellShift other, int ny, int nx) =>
        new(Math.IEEERemainder(other.Dy - Dy, ny), Math.IEEERemainder(other.Dx - Dx, nx));
}
