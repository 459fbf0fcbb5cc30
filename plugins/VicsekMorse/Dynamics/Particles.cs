using System.Runtime.Intrinsics;

namespace VicsekMorse.Dynamics;

/// <summary>
/// Positions and unit headings as one array per component. The arrays are padded to whole vectors with positions that
/// are not a number, which no comparison of distances lets in, so that kernels need no remainder loop.
/// </summary>
internal sealed class Particles
{
    private int count;

    /// <summary>Makes room for particles; there are none yet.</summary>
    /// <param name="capacity">The most particles that it can hold.</param>
    public Particles(int capacity)
    {
        int padded = PaddedCount(capacity);
        (X, Y, HeadingX, HeadingY) = (new double[padded], new double[padded], new double[padded], new double[padded]);
    }

    /// <summary>Number of particles. Setting it pads behind the last one.</summary>
    public int Count
    {
        get => count;
        set
        {
            count = value;
            X.AsSpan(count, PaddedCount(count) - count).Fill(double.NaN);
            Y.AsSpan(count, PaddedCount(count) - count).Fill(double.NaN);
        }
    }

    /// <summary>Positions in x.</summary>
    public double[] X { get; }

    /// <summary>Positions in y.</summary>
    public double[] Y { get; }

    /// <summary>Unit headings, x component.</summary>
    public double[] HeadingX { get; }

    /// <summary>Unit headings, y component.</summary>
    public double[] HeadingY { get; }

    private static int PaddedCount(int count) =>
        (count + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count;
}
