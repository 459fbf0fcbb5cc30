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

    private readonly VicsekMorseOptions options;
    private readonly Domain domain;
    private readonly AngleNoise noise;
    private readonly IPairSums? pairs;

    // What is switched off stays zero.
    private readonly PairTotals totals;
    private readonly double[] angles;
    private readonly double[] sines;
    private readonly double[] cosines;

    /// <summary>Makes the buffers.</summary>
    /// <param name="options">The simulator's options.</param>
    /// <param name="domain">The domain.</param>
    public TimeStep(VicsekMorseOptions options, Domain domain)
    {
        (this.options, this.domain, noise) = (options, domain, new AngleNoise(options.Noise));
        totals = new PairTotals(options.Particles);
        int turning = noise.IsOn ? options.Particles : 0;
        (angles, sines, cosines) = (new double[turning], new double[turning], new double[turning]);
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
        if (noise.IsOn) DrawTurns(random);
        double[] x = swarm.X, y = swarm.Y, headingX = swarm.HeadingX, headingY = swarm.HeadingY;
        for (int i = 0; i < swarm.Count; i++)
        {
            var (sumX, sumY, forceX, forceY) = totals.Of(i);
            // p̄ = Σ p_j / |Σ p_j| over the neighbours, itself included
            var (px, py) = Direction(headingX[i] + sumX, headingY[i] + sumY, headingX[i], headingY[i]);
            switch (options.SpeedMode)
            {
                case SpeedMode.ConstantWithForces:
                    // p̄ + mu_t · F/|F|, normalised
                    var (fx, fy) = Direction(forceX, forceY, 0, 0);
                    (px, py) = Direction(px + options.Forces.MuT * fx, py + options.Forces.MuT * fy, px, py);
                    break;
                case SpeedMode.Variable:
                    // v += dt · mu_t · F, of which only the length is kept
                    double vx = swarm.Speed[i] * headingX[i] + options.Dt * options.Forces.MuT * forceX;
                    double vy = swarm.Speed[i] * headingY[i] + options.Dt * options.Forces.MuT * forceY;
                    swarm.Speed[i] = Math.Sqrt(vx * vx + vy * vy);
                    break;
            }
            if (noise.IsOn)
            {
                var (sin, cos) = (sines[swarm.Identity[i]], cosines[swarm.Identity[i]]);
                (px, py) = (px * cos - py * sin, px * sin + py * cos);
            }
            // x += dt · v
            x[i] += options.Dt * swarm.Speed[i] * px;
            y[i] += options.Dt * swarm.Speed[i] * py;
            Edge.Apply(ref x[i], ref px, domain.Lx, domain.Boundary);
            Edge.Apply(ref y[i], ref py, domain.Ly, domain.Boundary);
            (headingX[i], headingY[i]) = (px, py);
        }
    }

    private void DrawTurns(RandomStream random)
    {
        noise.Draw(random, angles);
        TensorPrimitives.Sin(angles, sines);
        TensorPrimitives.Cos(angles, cosines);
    }

    /// <summary>A vector's direction, or another where it is too short to have one.</summary>
    private static (double X, double Y) Direction(double x, double y, double otherX, double otherY)
    {
        double length = Math.Sqrt(x * x + y * y);
        return length <= ShortestDirection ? (otherX, otherY) : (x / length, y / length);
    }
}
