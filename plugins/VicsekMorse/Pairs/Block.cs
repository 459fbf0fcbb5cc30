using System.Runtime.Intrinsics;

namespace VicsekMorse.Pairs;

/// <summary>Particles that stand one after the other and are met together. A block begins at a multiple of its size.</summary>
internal static class Block
{
    /// <summary>As many as a vector holds.</summary>
    public static int Size => Vector256<double>.Count;

    /// <summary>Where the block of a place begins.</summary>
    /// <param name="place">The place.</param>
    public static int Begin(int place) => place / Size * Size;

    /// <summary>Where the last block ends that has one of the places before this one.</summary>
    /// <param name="place">The place.</param>
    public static int End(int place) => Begin(place + Size - 1);
}
