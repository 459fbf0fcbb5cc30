using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VicsekMorse.Pairs;

/// <summary>The minimum image on a torus: d − L·round(d/L).</summary>
internal readonly struct TorusDisplacement : IDisplacement
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Nearest(
        Vector256<double> difference, Vector256<double> minusSide, Vector256<double> inverseSide) =>
        Vector256.MultiplyAddEstimate(minusSide, Vector256.Round(difference * inverseSide), difference);
}
