using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VicsekMorse.Pairs;

/// <summary>Returns the difference itself: there are no images.</summary>
internal readonly struct PlaneDisplacement : IDisplacement
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Nearest(
        Vector256<double> difference, Vector256<double> minusSide, Vector256<double> inverseSide) => difference;
}
