using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Rom.Abstractions;
using VicsekMorse.Options;
using VicsekMorse.Pairs;

namespace VicsekMorse.Dynamics;

/// <summary>
/// Turns and moves particles from their pair totals: four at a time, and one by one, with the same bits.
/// </summary>
/// <param name="options">The simulator's options.</param>
/// <param name="domain">The domain.</param>
internal sealed class Motion(VicsekMorseOptions options, Domain domain)
{
    // The direction of a shorter vector is a rounding error.
    private const double ShortestDirection = 1e-12;

    private readonly SpeedMode mode = options.SpeedMode;
    private readonly double muT = options.Forces.MuT;
    private readonly double push = options.Dt * options.Forces.MuT;
    private readonly double dt = options.Dt;

    /// <summary>Moves consecutive particles.</summary>
    /// <param name="swarm">The particles.</param>
    /// <param name="totals">The sums over their neighbours.</param>
    /// <param name="first">The place of the first particle.</param>
    /// <param name="sin">The sines of the angles that turn them [count].</param>
    /// <param name="cos">The cosines of these angles [count].</param>
    public void Apply(Swarm swarm, PairTotals totals, int first, ReadOnlySpan<double> sin, ReadOnlySpan<double> cos)
    {
        int k = 0;
        for (; k + Vector256<double>.Count <= sin.Length; k += Vector256<double>.Count)
            MoveFour(swarm, totals, first + k, Vector256.Create(sin[k..]), Vector256.Create(cos[k..]));
        for (; k < sin.Length; k++) MoveOne(swarm, totals, first + k, sin[k], cos[k]);
    }

    /// <summary>Moves one particle, as the equations read; the scalar twin.</summary>
    internal void MoveOne(Swarm swarm, PairTotals totals, int i, double sin, double cos)
    {
        ref double x = ref swarm.X[i], y = ref swarm.Y[i], speed = ref swarm.Speed[i];
        ref double headingX = ref swarm.HeadingX[i], headingY = ref swarm.HeadingY[i];
        var (sumX, sumY, forceX, forceY) = (totals.HeadingX[i], totals.HeadingY[i], totals.ForceX[i], totals.ForceY[i]);
        // p̄ = Σ p_j / |Σ p_j| over the neighbours, itself included
        var (px, py) = Direction(headingX + sumX, headingY + sumY, headingX, headingY);
        switch (mode)
        {
            case SpeedMode.ConstantWithForces:
                // p̄ + mu_t · F/|F|, normalised
                var (fx, fy) = Direction(forceX, forceY, 0, 0);
                (px, py) = Direction(px + muT * fx, py + muT * fy, px, py);
                break;
            case SpeedMode.Variable:
                // v += dt · mu_t · F, of which only the length is kept
                double vx = speed * headingX + push * forceX, vy = speed * headingY + push * forceY;
                speed = Math.Sqrt(vx * vx + vy * vy);
                break;
        }
        (headingX, headingY) = (px * cos - py * sin, px * sin + py * cos);
        // x += dt · v
        x += dt * speed * headingX;
        y += dt * speed * headingY;
        Edge.Apply(ref x, ref headingX, domain.Lx, domain.Boundary);
        Edge.Apply(ref y, ref headingY, domain.Ly, domain.Boundary);
    }

    // Inlined into the loop, and so compiled with optimization at once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MoveFour(Swarm swarm, PairTotals totals, int i, Vector256<double> sin, Vector256<double> cos)
    {
        var headingX = Vector256.Create<double>(swarm.HeadingX[i..]);
        var headingY = Vector256.Create<double>(swarm.HeadingY[i..]);
        var speed = Vector256.Create(swarm.Speed.AsSpan(i));
        var sumX = Vector256.Create<double>(totals.HeadingX[i..]);
        var sumY = Vector256.Create<double>(totals.HeadingY[i..]);
        var forceX = Vector256.Create<double>(totals.ForceX[i..]);
        var forceY = Vector256.Create<double>(totals.ForceY[i..]);
        var (px, py) = Direction(headingX + sumX, headingY + sumY, headingX, headingY);
        switch (mode)
        {
            case SpeedMode.ConstantWithForces:
                var (fx, fy) = Direction(forceX, forceY, Vector256<double>.Zero, Vector256<double>.Zero);
                (px, py) = Direction(px + muT * fx, py + muT * fy, px, py);
                break;
            case SpeedMode.Variable:
                var vx = speed * headingX + push * forceX;
                var vy = speed * headingY + push * forceY;
                speed = Vector256.Sqrt(vx * vx + vy * vy);
                speed.CopyTo(swarm.Speed, i);
                break;
        }
        (headingX, headingY) = (px * cos - py * sin, px * sin + py * cos);
        headingX.CopyTo(swarm.HeadingX[i..]);
        headingY.CopyTo(swarm.HeadingY[i..]);
        var x = Vector256.Create<double>(swarm.X[i..]) + dt * speed * headingX;
        var y = Vector256.Create<double>(swarm.Y[i..]) + dt * speed * headingY;
        x.CopyTo(swarm.X[i..]);
        y.CopyTo(swarm.Y[i..]);
        // Few particles reach an edge in a step: these take the scalar path.
        if (!IsInside(x, domain.Lx)) Contain(swarm.X, swarm.HeadingX, i, domain.Lx);
        if (!IsInside(y, domain.Ly)) Contain(swarm.Y, swarm.HeadingY, i, domain.Ly);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsInside(Vector256<double> position, double side) =>
        Vector256.GreaterThanOrEqualAll(position, Vector256<double>.Zero)
        && Vector256.LessThanAll(position, Vector256.Create(side));

    private void Contain(Span<double> position, Span<double> direction, int first, double side)
    {
        for (int i = first; i < first + Vector256<double>.Count; i++)
            Edge.Apply(ref position[i], ref direction[i], side, domain.Boundary);
    }

    /// <summary>Returns a vector's direction, or another one where the vector is too short.</summary>
    private static (double X, double Y) Direction(double x, double y, double otherX, double otherY)
    {
        double length = Math.Sqrt(x * x + y * y);
        return length <= ShortestDirection ? (otherX, otherY) : (x / length, y / length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> X, Vector256<double> Y) Direction(
        Vector256<double> x, Vector256<double> y, Vector256<double> otherX, Vector256<double> otherY)
    {
        var length = Vector256.Sqrt(x * x + y * y);
        var isShort = Vector256.LessThanOrEqual(length, Vector256.Create(ShortestDirection));
        return (Vector256.ConditionalSelect(isShort, otherX, x / length),
            Vector256.ConditionalSelect(isShort, otherY, y / length));
    }
}
