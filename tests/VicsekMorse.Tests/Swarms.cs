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
            (swarm.X[i], swarm.Y[i]) = (positions[2 * i], positions[2 * i + 1]);
            (swarm.HeadingX[i], swarm.HeadingY[i]) = (headings[2 * i], headings[2 * i + 1]);
            swarm.Speed[i] = speeds[i];
        }
        return swarm;
    }

    public static TimeStep StepOf(VicsekMorseOptions options) => new(options, DomainOf(options));

    /// <summary>Heading x, heading y, force x, force y that each particle receives, by its number.</summary>
    public static double[][] Sum(this IPairSums pairs, Swarm swarm)
    {
        var totals = new PairTotals(swarm.Count);
        pairs.Sum(swarm, totals, CancellationToken.None);
        var sums = new double[swarm.Count][];
        for (int place = 0; place < swarm.Count; place++)
        {
            sums[swarm.Identity[place]] =
                [totals.HeadingX[place], totals.HeadingY[place], totals.ForceX[place], totals.ForceY[place]];
        }
        return sums;
    }
}
