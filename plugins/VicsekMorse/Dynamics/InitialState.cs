using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.InitialConditions;

namespace VicsekMorse.Dynamics;

/// <summary>Draws the state at time 0: all positions first, then all headings.</summary>
internal static class InitialState
{
    /// <summary>Draws a state: positions as placed, headings uniform in [0, 2π).</summary>
    /// <param name="placement">The distribution of positions.</param>
    /// <param name="count">Number of particles N.</param>
    /// <param name="speed">Their speed.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="random">The run's random stream, at its beginning.</param>
    public static Swarm Draw(ParticlePlacement placement, int count, double speed, Domain domain, RandomStream random)
    {
        var swarm = new Swarm(count);
        placement.Place(domain, random, swarm.X[..count], swarm.Y[..count]);
        for (int i = 0; i < count; i++)
        {
            double towards = 0;
            Edge.Apply(ref swarm.X[i], ref towards, domain.Lx, domain.Boundary);
            Edge.Apply(ref swarm.Y[i], ref towards, domain.Ly, domain.Boundary);
            (swarm.HeadingY[i], swarm.HeadingX[i]) = Math.SinCos(Math.Tau * random.NextDouble());
            swarm.Speed[i] = speed;
        }
        return swarm;
    }
}
