using System.Runtime.Intrinsics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Turns a difference of coordinates into a displacement; a type parameter, so that each kernel is compiled for one.
/// </summary>
internal interface IDisplacement
{
    /// <summary>Returns the displacement to the nearest image.</summary>
    /// <param name="difference">x_j − x_i, or the same in y.</param>
    /// <param name="minusSide">−L of the domain's side L in that direction.</param>
    /// <param name="inverseSide">1/L.</param>
    static abstract Vector256<double> Nearest(
        Vector256<double> difference, Vector256<double> minusSide, Vector256<double> inverseSide);
}
