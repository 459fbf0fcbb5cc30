using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Dynamics;
using VicsekMorse.InitialConditions;
using VicsekMorse.Options;
using VicsekMorse.Pairs;

namespace VicsekMorse.Tests;

/// <summary>Small swarms to test with.</summary>
internal static class Swarms
{
    public static Domain DomainOf(VicsekMorseOptions options) =>
        new(options.Domain.Lx, options.Domain.Ly, options.Domain.Boundary);

    public static Swarm Uniform(VicsekMorseOptions options, ulong seed) => InitialState.Draw(
        new Uniform(), options.Particles, options.Speed, DomainOf(options), new RandomStream(seed));

    public static Swarm FromArrays(double[] positions, double[] headings, double[] speeds)
    {
        var swarm = new Swarm(speeds.Length);
        for (int i = 0; i < speeds.Length; i++)
        {
            (swarm.Particles.X[i], swarm.Particles.Y[i]) = (positions[2 * i], positions[2 * i + 1]);
            (swarm.Particles.HeadingX[i], swarm.Particles.HeadingY[i]) = (headings[2 * i], headings[2 * i + 1]);
            swarm.Speed[i] = speeds[i];
        }
        return swarm;
    }

    public static TimeStep StepOf(VicsekMorseOptions options)
    {
        Domain domain = DomainOf(options);
        return new TimeStep(options, domain, PairSums.For(PairLaw.Of(options), domain, options.Particles));
    }

    public static Interactions Sum(this IPairSums pairs, Particles particles)
    {
        var sums = new Interactions(particles.Count);
        pairs.Sum(particles, sums, CancellationToken.None);
        return sums;
    }
}
