using System.Runtime.Intrinsics;

namespace VicsekMorse.Pairs;

/// <summary>Consecutive particles that are processed together. A block begins at a multiple of its size.</summary>
internal static class Block
{
    /// <summary>The number of particles in a vector.</summary>
    public static int Size => Vector256<double>.Count;

    /// <summary>Returns the beginning of the block of a place.</summary>
    /// <param name="place">The place.</param>
    public static int Begin(int place) => place / Size * Size;

    /// <summary>Returns the end of the last block with a place before this one.</summary>
    /// <param name="place">The place.</param>
    public static int End(int place) => Begin(place + Size - 1);
}
