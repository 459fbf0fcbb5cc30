using System.Runtime.Intrinsics;

namespace VicsekMorse.Dynamics;

/// <summary>
/// Positions and unit headings, one array per component. The arrays go on for a vector behind the last particle, so
/// that a kernel may load a whole vector from any particle on.
/// </summary>
/// <param name="count">Number of particles N.</param>
internal sealed class Particles(int count)
{
    /// <summary>Number of particles N.</summary>
    public int Count => count;

    /// <summary>Positions in x [N and padding].</summary>
    public double[] X { get; } = new double[count + Vector256<double>.Count];

    /// <summary>Positions in y [N and padding].</summary>
    public double[] Y { get; } = new double[count + Vector256<double>.Count];

    /// <summary>Unit headings, x component [N and padding].</summary>
    public double[] HeadingX { get; } = new double[count + Vector256<double>.Count];

    /// <summary>Unit headings, y component [N and padding].</summary>
    public double[] HeadingY { get; } = new double[count + Vector256<double>.Count];
}
