using System.Runtime.Intrinsics;

namespace VicsekMorse.Dynamics;

/// <summary>
/// The state of one run: positions, unit headings and speeds; a velocity is its speed times its heading. Particles may
/// stand in any order, and the order may change: <see cref="Identity"/> says which is which.
/// </summary>
/// <remarks>
/// Positions and headings go on for a vector behind the last particle, so that a kernel may load a whole vector from any particle on.
/// </remarks>
internal sealed class Swarm
{
    private Swarm? spare;

    /// <summary>Makes room; every particle stands at its own number.</summary>
    /// <param name="count">Number of particles N.</param>
    public Swarm(int count)
    {
        Count = count;
        int padded = count + Vector256<double>.Count;
        (X, Y, Speed) = (new double[padded], new double[padded], new double[count]);
        (HeadingX, HeadingY) = (new double[padded], new double[padded]);
        Identity = new int[count];
        for (int i = 0; i < count; i++) Identity[i] = i;
    }

    /// <summary>Number of particles N.</summary>
    public int Count { get; }

    /// <summary>Positions in x [N and padding].</summary>
    public double[] X { get; private set; }

    /// <summary>Positions in y [N and padding].</summary>
    public double[] Y { get; private set; }

    /// <summary>Unit headings, x component [N and padding].</summary>
    public double[] HeadingX { get; private set; }

    /// <summary>Unit headings, y component [N and padding].</summary>
    public double[] HeadingY { get; private set; }

    /// <summary>Speeds [N].</summary>
    public double[] Speed { get; private set; }

    /// <summary>The number of the particle that stands at each place [N].</summary>
    public int[] Identity { get; private set; }

    /// <summary>Moves every particle to another place.</summary>
    /// <param name="place">Where each goes: a permutation of 0 … N − 1.</param>
    public void Reorder(ReadOnlySpan<int> place)
    {
        spare ??= new Swarm(Count);
        Scatter(X, place, spare.X);
        Scatter(Y, place, spare.Y);
        Scatter(HeadingX, place, spare.HeadingX);
        Scatter(HeadingY, place, spare.HeadingY);
        Scatter(Speed, place, spare.Speed);
        Scatter(Identity, place, spare.Identity);
        (X, spare.X) = (spare.X, X);
        (Y, spare.Y) = (spare.Y, Y);
        (HeadingX, spare.HeadingX) = (spare.HeadingX, HeadingX);
        (HeadingY, spare.HeadingY) = (spare.HeadingY, HeadingY);
        (Speed, spare.Speed) = (spare.Speed, Speed);
        (Identity, spare.Identity) = (spare.Identity, Identity);
    }

    private static void Scatter<T>(T[] from, ReadOnlySpan<int> place, T[] to)
    {
        for (int i = 0; i < place.Length; i++) to[place[i]] = from[i];
    }
}
