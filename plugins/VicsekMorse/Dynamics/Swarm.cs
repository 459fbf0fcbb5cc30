namespace VicsekMorse.Dynamics;

/// <summary>
/// The state of one run: positions, unit headings and speeds. A velocity is its speed times its heading.
/// </summary>
/// <param name="count">Number of particles N.</param>
internal sealed class Swarm(int count)
{
    /// <summary>Positions and headings.</summary>
    public Particles Particles { get; } = new(count) { Count = count };

    /// <summary>Speeds [N].</summary>
    public double[] Speed { get; } = new double[count];

    /// <summary>Number of particles N.</summary>
    public int Count => count;
}
