using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VicsekMorse.Pairs;

/// <summary>Loads and sums in arrays that are padded to whole vectors.</summary>
internal static class Lanes
{
    /// <summary>Particles in a vector.</summary>
    public const int Count = 4;

    /// <summary>
    /// The first particle of the vector that holds particle j. Kernels go through vectors that begin at multiples of
    /// four, so that one row's sums are stored just where the next one loads them.
    /// </summary>
    /// <param name="j">A particle.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FirstOfVector(int j) => j & ~(Count - 1);

    /// <summary>Loads four values.</summary>
    /// <param name="values">A padded array.</param>
    /// <param name="j">Where from.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(ref double values, int j) => Vector256.LoadUnsafe(ref values, (nuint)j);

    /// <summary>Stores four values.</summary>
    /// <param name="values">A padded array.</param>
    /// <param name="j">Where to.</param>
    /// <param name="vector">The values.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref double values, int j, Vector256<double> vector) =>
        vector.StoreUnsafe(ref values, (nuint)j);

    /// <summary>Adds to four values.</summary>
    /// <param name="values">A padded array.</param>
    /// <param name="j">Where to.</param>
    /// <param name="terms">What to add.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref double values, int j, Vector256<double> terms) =>
        Store(ref values, j, Load(ref values, j) + terms);

    /// <summary>The first value of an array.</summary>
    /// <param name="values">The array.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref double First(double[] values) => ref MemoryMarshal.GetArrayDataReference(values);

    /// <summary>
    /// All bits set in the lanes outside [begin, end): or-ed to a squared distance they make it a number that is none,
    /// which no comparison lets in.
    /// </summary>
    /// <param name="begin">The first lane inside; may be negative.</param>
    /// <param name="end">Behind the last lane inside; may be above four.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Outside(int begin, int end)
    {
        var lane = Vector256.Create(0.0, 1.0, 2.0, 3.0);
        return Vector256.LessThan(lane, Vector256.Create((double)begin))
            | Vector256.GreaterThanOrEqual(lane, Vector256.Create((double)end));
    }
}
