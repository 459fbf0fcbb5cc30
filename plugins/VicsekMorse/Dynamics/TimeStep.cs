using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Options;
using VicsekMorse.Pairs;

namespace VicsekMorse.Dynamics;

/// <summary>Advances a swarm by dt: align, apply forces, turn, move, and keep inside the domain.</summary>
/// <remarks>Holds buffers, so it belongs to one run; a step allocates nothing.</remarks>
internal sealed class TimeStep
{
    private const int Block = 256;

    private readonly AngleNoise noise;
    private readonly Motion motion;
    private readonly IPairSums? pairs;

    // Totals of interactions that are switched off stay zero.
    private readonly PairTotals totals;
    // Indexed by particle number; the arrays below by place, in portions that fit the first-level cache.
    private readonly double[] angles;
    private readonly double[] turns = new double[Block];
    private readonly double[] sines = new double[Block];
    private readonly double[] cosines = new double[Block];

    /// <summary>Creates the buffers.</summary>
    /// <param name="options">The simulator's options.</param>
    /// <param name="domain">The domain.</param>
    public TimeStep(VicsekMorseOptions options, Domain domain)
    {
        (noise, motion) = (new AngleNoise(options.Noise), new Motion(options, domain));
        totals = new PairTotals(options.Particles);
        angles = new double[noise.IsOn ? options.Particles : 0];
        cosines.AsSpan().Fill(1);
        var interactions = InteractionsOf(options);
        if (interactions.Reach > 0)
            pairs = PairSums.Of(interactions, domain, options.Particles, options.Speed * options.Dt);
    }

    /// <summary>Returns the interactions of the options.</summary>
    /// <param name="options">The simulator's options.</param>
    public static Interactions InteractionsOf(VicsekMorseOptions options) => new(
        options.Alignment ? options.Radius : null,
        options.Forces.Enabled && options.SpeedMode != SpeedMode.Constant ? new MorseForce(options.Forces) : null);

    /// <summary>Takes one step.</summary>
    /// <param name="swarm">The state, which is advanced.</param>
    /// <param name="random">The run's stream: one angle for each particle in turn, where there is noise.</param>
    /// <param name="cancellation">Ends the step within a second; the state is then between two steps.</param>
    public void Advance(Swarm swarm, RandomStream random, CancellationToken cancellation)
    {
        pairs?.Sum(swarm, totals, cancellation);
        if (noise.IsOn) noise.Draw(random, angles);
        for (int first = 0; first < swarm.Count; first += Block)
        {
            int count = Math.Min(Block, swarm.Count - first);
            if (noise.IsOn) FindTurns(swarm.Identity.AsSpan(first, count));
            motion.Apply(swarm, totals, first, sines.AsSpan(0, count), cosines.AsSpan(0, count));
        }
    }

    private void FindTurns(ReadOnlySpan<int> particles)
    {
        for (int k = 0; k < particles.Length; k++) turns[k] = angles[particles[k]];
        TensorPrimitives.Sin(turns.AsSpan(0, particles.Length), sines);
        TensorPrimitives.Cos(turns.AsSpan(0, particles.Length), cosines);
    }
}
