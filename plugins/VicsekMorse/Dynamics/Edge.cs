using System.Runtime.CompilerServices;
using Rom.Abstractions;

namespace VicsekMorse.Dynamics;

/// <summary>Brings coordinates into the domain from any distance outside.</summary>
internal static class Edge
{
    /// <summary>Applies the boundary to one coordinate and its direction.</summary>
    /// <param name="position">Any coordinate; in [0, side) afterwards, unless it is not finite.</param>
    /// <param name="direction">The velocity component, reversed by each wall on the way.</param>
    /// <param name="side">The domain's side L.</param>
    /// <param name="boundary">The behaviour at the edge.</param>
    public static void Apply(ref double position, ref double direction, double side, Boundary boundary)
    {
        if (position >= 0 && position < side) return;
        double images = Math.Floor(position / side);
        double within = position - side * images;
        if (boundary == Boundary.Reflecting && Math.IEEERemainder(images, 2) != 0)
        {
            within = side - within;
            direction = -direction;
        }
        // Rounding may end on the far edge, or just outside.
        position = boundary == Boundary.Periodic
            ? (within >= side || within < 0 ? 0 : within)
            : Math.Clamp(within, 0, Math.BitDecrement(side));
    }

    /// <summary>Rounds a coordinate to single precision, still in [0, side).</summary>
    /// <param name="position">A coordinate in [0, side).</param>
    /// <param name="side">The domain's side L.</param>
    /// <param name="boundary">The behaviour at the edge.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(double position, double side, Boundary boundary)
    {
        float stored = (float)position;
        if (!(stored >= side)) return stored;
        // On a torus the far edge is the near one.
        if (boundary == Boundary.Periodic) return 0;
        float below = (float)side;
        return below < side ? below : MathF.BitDecrement(below);
    }
}
