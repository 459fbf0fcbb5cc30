using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VicsekMorse.Pairs;

/// <summary>Moves chosen lanes of a vector to its front. Bit k of a choice stands for lane k.</summary>
internal static class Packing
{
    // The chosen lanes, lowest first, of each of the sixteen choices; and each lane as its two halves of 32 bits. Constants
    // and not arrays: a check whether they are initialised would stand in the middle of the loops that use them.
    private static ReadOnlySpan<int> ChosenLanes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 1, 2, 0, 0, 0, 1, 2, 0,
        3, 0, 0, 0, 0, 3, 0, 0, 1, 3, 0, 0, 0, 1, 3, 0, 2, 3, 0, 0, 0, 2, 3, 0, 1, 2, 3, 0, 0, 1, 2, 3,
    ];

    private static ReadOnlySpan<int> ChosenHalves =>
    [
        0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 2, 3, 0, 1, 0, 1, 0, 1, 0, 1, 2, 3, 0, 1, 0, 1,
        4, 5, 0, 1, 0, 1, 0, 1, 0, 1, 4, 5, 0, 1, 0, 1, 2, 3, 4, 5, 0, 1, 0, 1, 0, 1, 2, 3, 4, 5, 0, 1,
        6, 7, 0, 1, 0, 1, 0, 1, 0, 1, 6, 7, 0, 1, 0, 1, 2, 3, 6, 7, 0, 1, 0, 1, 0, 1, 2, 3, 6, 7, 0, 1,
        4, 5, 6, 7, 0, 1, 0, 1, 0, 1, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 0, 1, 2, 3, 4, 5, 6, 7,
    ];

    /// <summary>Where each lane goes, for <see cref="Pack"/>.</summary>
    /// <param name="chosen">The choice, below 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Order(uint chosen) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(ChosenHalves), 8 * (nuint)chosen);

    /// <summary>The chosen lanes one after the other; what follows them means nothing.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="order">The choice's <see cref="Order"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Pack(Vector256<double> vector, Vector256<int> order) =>
        Vector256.ShuffleNative(vector.AsInt32(), order).AsDouble();

    /// <summary>The numbers of the chosen lanes one after the other; what follows them means nothing.</summary>
    /// <param name="chosen">The choice, below 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Lanes(uint chosen) =>
        Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(ChosenLanes), 4 * (nuint)chosen);
}
