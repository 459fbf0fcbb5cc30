namespace Rom.Numerics.Npz;

/// <summary>An element type of a NumPy array, in little-endian order.</summary>
/// <param name="Kind">
/// NumPy's letter: <c>f</c> float, <c>i</c> integer, <c>u</c> unsigned, <c>b</c> bool, <c>U</c> text.
/// </param>
/// <param name="Size">Bytes an element takes.</param>
public readonly record struct NpyType(char Kind, int Size)
{
    /// <summary>Returns NumPy's type for a .NET element type.</summary>
    /// <typeparam name="T">float, double, Half, int, long or bool.</typeparam>
    /// <exception cref="NotSupportedException">The type is another one.</exception>
    public static NpyType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? new('f', 4)
        : typeof(T) == typeof(double) ? new('f', 8)
        : typeof(T) == typeof(Half) ? new('f', 2)
        : typeof(T) == typeof(int) ? new('i', 4)
        : typeof(T) == typeof(long) ? new('i', 8)
        : typeof(T) == typeof(bool) ? new('b', 1)
        : throw new NotSupportedException($"no NumPy type for {typeof(T)}");

    /// <summary>Returns NumPy's descriptor, such as <c>&lt;f8</c>.</summary>
    public override string ToString() => Kind == 'U' ? $"<U{Size / 4}" : $"{(Size == 1 ? '|' : '<')}{Kind}{Size}";
}
