using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Options;
using VicsekMorse.Pairs;

namespace VicsekMorse.Dynamics;

/// <summary>Advances a swarm by dt: align, push, turn, move, and keep inside the domain.</summary>
/// <remarks>Holds buffers, so it belongs to one run; a step allocates nothing.</remarks>
/// <param name="options">The simulator's options.</param>
/// <param name="domain">The domain.</param>
/// <param name="pairs">Sums the interactions.</param>
internal sealed class TimeStep(VicsekMorseOptions options, Domain domain, IPairSums pairs)
{
    // Directions of vectors shorter than this are rounding errors.
    private const double ShortestDirection = 1e-12;

    private readonly Interactions sums = new(options.Particles);
    private readonly AngleNoise noise = new(options.Noise);

    /// <summary>Takes one step.</summary>
    /// <param name="swarm">The state, which is advanced.</param>
    /// <param name="random">The run's stream: one angle for each particle in turn, where there is noise.</param>
    /// <param name="cancellation">Ends the step within a second; the state is then between two steps.</param>
    public void Advance(Swarm swarm, RandomStream random, CancellationToken cancellation)
    {
        pairs.Sum(swarm.Particles, sums, cancellation);
        var (x, y) = (swarm.Particles.X, swarm.Particles.Y);
        var (headingX, headingY) = (swarm.Particles.HeadingX, swarm.Particles.HeadingY);
        for (int i = 0; i < swarm.Count; i++)
        {
            var (forceX, forceY) = (sums.ForceX[i], sums.ForceY[i]);
            // p̄ = Σ p_j / |Σ p_j| over the neighbours
            var (px, py) = Direction(sums.HeadingX[i], sums.HeadingY[i], headingX[i], headingY[i]);
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
                var (sin, cos) = Math.SinCos(noise.Draw(random));
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

    /// <summary>A vector's direction, or another where it is too short to have one.</summary>
    private static (double X, double Y) Direction(double x, double y, double otherX, double otherY)
    {
        double length = Math.Sqrt(x * x + y * y);
        return length <= ShortestDirection ? (otherX, otherY) : (x / length, y / length);
    }
}
