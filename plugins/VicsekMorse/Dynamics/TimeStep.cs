using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Options;
using VicsekMorse.Pairs;

namespace VicsekMorse.Dynamics;

/// <summary>Advances a swarm by dt: align, push, turn, move, and keep inside the domain.</summary>
/// <remarks>Holds buffers, so it belongs to one run; a step allocates nothing.</remarks>
internal sealed class TimeStep
{
    // Directions of vectors shorter than this are rounding errors.
    private const double ShortestDirection = 1e-12;

    private const int Block = 256;

    private readonly VicsekMorseOptions options;
    private readonly Domain domain;
    private readonly AngleNoise noise;
    private readonly IPairSums? pairs;

    // What is switched off stays zero.
    private readonly PairTotals totals;
    // By particle's number; and by place, of as many as the first-level cache holds.
    private readonly double[] angles;
    private readonly double[] turns = new double[Block];
    private readonly double[] sines = new double[Block];
    private readonly double[] cosines = new double[Block];

    /// <summary>Makes the buffers.</summary>
    /// <param name="options">The simulator's options.</param>
    /// <param name="domain">The domain.</param>
    public TimeStep(VicsekMorseOptions options, Domain domain)
    {
        (this.options, this.domain, noise) = (options, domain, new AngleNoise(options.Noise));
        totals = new PairTotals(options.Particles);
        angles = new double[noise.IsOn ? options.Particles : 0];
        cosines.AsSpan().Fill(1);
        bool hasForces = options.Forces.Enabled && options.SpeedMode != SpeedMode.Constant;
        var interactions = new Interactions(
            options.Alignment ? options.Radius : null, hasForces ? new MorseForce(options.Forces) : null);
        if (interactions.Reach > 0) pairs = PairSums.Of(interactions, domain, options.Particles);
    }

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
            for (int k = 0; k < count; k++) Move(swarm, first + k, sines[k], cosines[k]);
        }
    }

    private void FindTurns(ReadOnlySpan<int> particles)
    {
        for (int k = 0; k < particles.Length; k++) turns[k] = angles[particles[k]];
        TensorPrimitives.Sin(turns.AsSpan(0, particles.Length), sines);
        TensorPrimitives.Cos(turns.AsSpan(0, particles.Length), cosines);
    }

    private void Move(Swarm swarm, int i, double sin, double cos)
    {
        ref double x = ref swarm.X[i], y = ref swarm.Y[i], speed = ref swarm.Speed[i];
        ref double headingX = ref swarm.HeadingX[i], headingY = ref swarm.HeadingY[i];
        var (sumX, sumY, forceX, forceY) = totals.Of(i);
        // p̄ = Σ p_j / |Σ p_j| over the neighbours, itself included
        var (px, py) = Direction(headingX + sumX, headingY + sumY, headingX, headingY);
        switch (options.SpeedMode)
        {
            case SpeedMode.ConstantWithForces:
                // p̄ + mu_t · F/|F|, normalised
                var (fx, fy) = Direction(forceX, forceY, 0, 0);
                (px, py) = Direction(px + options.Forces.MuT * fx, py + options.Forces.MuT * fy, px, py);
                break;
            case SpeedMode.Variable:
                // v += dt · mu_t · F, of which only the length is kept
                double vx = speed * headingX + options.Dt * options.Forces.MuT * forceX;
                double vy = speed * headingY + options.Dt * options.Forces.MuT * forceY;
                speed = Math.Sqrt(vx * vx + vy * vy);
                break;
        }
        (px, py) = (px * cos - py * sin, px * sin + py * cos);
        // x += dt · v
        x += options.Dt * speed * px;
        y += options.Dt * speed * py;
        Edge.Apply(ref x, ref px, domain.Lx, domain.Boundary);
        Edge.Apply(ref y, ref py, domain.Ly, domain.Boundary);
        (headingX, headingY) = (px, py);
    }

    /// <summary>A vector's direction, or another where it is too short to have one.</summary>
    private static (double X, double Y) Direction(double x, double y, double otherX, double otherY)
    {
        double length = Math.Sqrt(x * x + y * y);
        return length <= ShortestDirection ? (otherX, otherY) : (x / length, y / length);
    }
}
