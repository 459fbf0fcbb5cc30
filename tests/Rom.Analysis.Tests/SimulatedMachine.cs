using Rom.Numerics.RandomNumbers;

namespace Rom.Analysis.Tests;

/// <summary>
/// A machine on a simulated clock: noise of 2 %, slow drift, and a neighbour that takes turns of its time.
/// </summary>
internal sealed class SimulatedMachine(ulong seed, bool hasNeighbour, long frequency = 1_000_000_000)
{
    private readonly RandomStream random = new(RandomStream.DeriveSeed(11, seed));
    private readonly double phase = seed;
    private double seconds;
    private double until;
    private bool isBusy;

    public PlantedClock Clock { get; } = new(frequency);

    public Action Work(double duration) => () =>
    {
        if (hasNeighbour && seconds >= until)
        {
            isBusy = !isBusy;
            until = seconds - 0.02 * Math.Log(1 - random.NextDouble());
        }
        double slower = 1 + 0.1 * Math.Sin(seconds + phase) + (isBusy ? 0.5 * random.NextDouble() : 0);
        double time = duration * slower * Math.Exp(0.02 * random.NextGaussian());
        seconds += time;
        Clock.Pass(time);
    };
}
