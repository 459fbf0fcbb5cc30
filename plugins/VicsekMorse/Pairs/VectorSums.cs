using System.Runtime.Intrinsics;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>A vector for each particle, summed over its partners. Padded like <see cref="Particles"/>.</summary>
/// <param name="particles">Number of particles N.</param>
internal sealed class VectorSums(int particles)
{
    /// <summary>The x component [N and padding].</summary>
    public double[] X { get; } = new double[particles + Vector256<double>.Count];

    /// <summary>The y component [N and padding].</summary>
    public double[] Y { get; } = new double[particles + Vector256<double>.Count];

    /// <summary>Begins again from zero.</summary>
    public void Clear()
    {
        Array.Clear(X);
        Array.Clear(Y);
    }
}
