namespace Rom.Numerics.Fft;

/// <summary>
/// A circular shift of a field by whole cells, in the convention of <c>numpy.roll(field, (dy, dx), axis=(0, 1))</c>.
/// </summary>
/// <param name="Dy">Rows that content moves towards higher row indices.</param>
/// <param name="Dx">Columns that content moves towards higher column indices.</param>
public readonly record struct Shift(int Dy, int Dx)
{
    /// <summary>The shift that undoes this one.</summary>
    public Shift Inverse => new(-Dy, -Dx);

    /// <summary>Shifts a field: <c>rolled[(y + dy) mod ny, (x + dx) mod nx] = field[y, x]</c>.</summary>
    /// <typeparam name="T">Element type.</typeparam>
    /// <param name="field">The field [ny, nx].</param>
    /// <param name="nx">Columns; the rows follow from the length.</param>
    /// <param name="rolled">Receives the shifted field [ny, nx]; must not overlap <paramref name="field"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    public void Roll<T>(ReadOnlySpan<T> field, int nx, Span<T> rolled)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nx, 1);
        if (field.Length % nx != 0 || rolled.Length != field.Length)
            throw new ArgumentException($"expected rows of {nx} values, found {field.Length} and {rolled.Length}");
        if (field.Overlaps(rolled)) throw new ArgumentException("expected spans that do not overlap", nameof(rolled));
        int ny = field.Length / nx;
        if (ny == 0) return;
        int dy = Modulo(Dy, ny), dx = Modulo(Dx, nx);
        for (int y = 0; y < ny; y++)
        {
            var from = field.Slice(y * nx, nx);
            var to = rolled.Slice((y + dy) % ny * nx, nx);
            from[..(nx - dx)].CopyTo(to[dx..]);
            from[(nx - dx)..].CopyTo(to);
        }
    }

    private static int Modulo(int value, int n) => (value % n + n) % n;
}
