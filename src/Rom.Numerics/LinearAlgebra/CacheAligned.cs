using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rom.Numerics.LinearAlgebra;

/// <summary>
/// Memory aligned to a cache line. Half of the vectors in an ordinary array straddle two lines, which halves the speed
/// of loops that read from beyond the first-level cache, and varies between processes.
/// </summary>
public static class CacheAligned
{
    private const int Line = 64;

    /// <summary>Allocates zeroed memory. The memory never moves, so use it for large and long-lived arrays.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="length">Number of elements.</param>
    public static ArraySegment<T> Allocate<T>(int length) where T : unmanaged
    {
        int padding = Line / Unsafe.SizeOf<T>();
        T[] array = GC.AllocateArray<T>(checked(length + padding), pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        int offset = (int)((Line - address % Line) % Line) / Unsafe.SizeOf<T>();
        return new ArraySegment<T>(array, offset, length);
    }
}
