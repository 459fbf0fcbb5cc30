using Rom.Abstractions;

namespace VicsekMorse.Pairs;

/// <summary>The displacement to the nearest image, one coordinate at a time.</summary>
internal static class NearestImage
{
    /// <summary>d − L·round(d/L) on a torus, d itself between walls.</summary>
    /// <param name="difference">The difference d of two coordinates.</param>
    /// <param name="side">The domain's side L.</param>
    /// <param name="boundary">Whether there are images.</param>
    public static double Of(double difference, double side, Boundary boundary) =>
        boundary == Boundary.Periodic ? difference - side * Math.Round(difference / side) : difference;
}
