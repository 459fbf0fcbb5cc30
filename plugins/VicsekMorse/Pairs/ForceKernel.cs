using System.Runtime.Intrinsics;
using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Sums the Morse forces of the others (<see cref="ScalarForces"/>), four at a time. Distances, forces and sums have a
/// loop each: they are long chains of operations that wait for each other, and short loops keep more of them under way.
/// </summary>
/// <typeparam name="TDisplacement">The geometry.</typeparam>
internal sealed class ForceKernel<TDisplacement> : IPairKernel
    where TDisplacement : struct, IDisplacement
{
    // Ranges need not begin and end at whole vectors: each may add two vectors to those of all particles.
    private const int ExtraVectors = 16;

    private readonly MorseForce force;
    private readonly Domain domain;

    // The vectors of others with at least one particle within the cutoff: where they begin, displacements, and squared
    // distances that become forces per length.
    private readonly int[] others;
    private readonly double[] dx;
    private readonly double[] dy;
    private readonly double[] perLength;
    private int kept;

    /// <summary>Makes the buffers.</summary>
    /// <param name="force">The force.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="particles">Number of particles.</param>
    public ForceKernel(MorseForce force, Domain domain, int particles)
    {
        (this.force, this.domain) = (force, domain);
        int vectors = particles / Lanes.Count + ExtraVectors;
        others = new int[vectors];
        (dx, dy) = (new double[vectors * Lanes.Count], new double[vectors * Lanes.Count]);
        perLength = new double[vectors * Lanes.Count];
    }

    /// <inheritdoc/>
    public double Reach => force.Cutoff;

    /// <inheritdoc/>
    public void Meet(Particles particles, VectorSums sums, int i, int begin, int end, double xi, double yi)
    {
        ref double x = ref Lanes.First(particles.X);
        ref double y = ref Lanes.First(particles.Y);
        ref double keptX = ref Lanes.First(dx);
        ref double keptY = ref Lanes.First(dy);
        ref double distance2 = ref Lanes.First(perLength);
        var (x4, y4) = (Vector256.Create(xi), Vector256.Create(yi));
        var (lx, inverseLx) = (Vector256.Create(domain.Lx), Vector256.Create(1 / domain.Lx));
        var (ly, inverseLy) = (Vector256.Create(domain.Ly), Vector256.Create(1 / domain.Ly));
        var cutoff2 = Vector256.Create(force.Cutoff * force.Cutoff);
        int k = kept;
        for (int j = Lanes.FirstOfVector(begin); j < end; j += Lanes.Count)
        {
            var toX = TDisplacement.Nearest(Lanes.Load(ref x, j) - x4, lx, inverseLx);
            var toY = TDisplacement.Nearest(Lanes.Load(ref y, j) - y4, ly, inverseLy);
            var r2 = Vector256.MultiplyAddEstimate(toX, toX, toY * toY);
            if (j < begin || j > end - Lanes.Count) r2 |= Lanes.Outside(begin - j, end - j);
            // 0 < r_ij ≤ r_cut; the others are as if at infinity, where there is no force
            var within = Vector256.LessThanOrEqual(r2, cutoff2) & Vector256.GreaterThan(r2, Vector256<double>.Zero);
            if (within.ExtractMostSignificantBits() == 0) continue;
            r2 = Vector256.ConditionalSelect(within, r2, Vector256.Create(double.PositiveInfinity));
            Lanes.Store(ref keptX, k * Lanes.Count, toX);
            Lanes.Store(ref keptY, k * Lanes.Count, toY);
            Lanes.Store(ref distance2, k * Lanes.Count, r2);
            others[k++] = j;
        }
        kept = k;
    }

    /// <inheritdoc/>
    public void Finish(VectorSums sums, int i)
    {
        force.PerLength(perLength.AsSpan(0, kept * Lanes.Count));
        ref double toX = ref Lanes.First(dx);
        ref double toY = ref Lanes.First(dy);
        ref double factor = ref Lanes.First(perLength);
        ref double sumX = ref Lanes.First(sums.X);
        ref double sumY = ref Lanes.First(sums.Y);
        var (receivedX, receivedY) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (int k = 0; k < kept; k++)
        {
            // F_i = −Σ_j f(r_ij) r̂_ij; j receives the opposite
            var forceX = Lanes.Load(ref factor, k * Lanes.Count) * Lanes.Load(ref toX, k * Lanes.Count);
            var forceY = Lanes.Load(ref factor, k * Lanes.Count) * Lanes.Load(ref toY, k * Lanes.Count);
            receivedX -= forceX;
            receivedY -= forceY;
            Lanes.Add(ref sumX, others[k], forceX);
            Lanes.Add(ref sumY, others[k], forceY);
        }
        sums.X[i] += Vector256.Sum(receivedX);
        sums.Y[i] += Vector256.Sum(receivedY);
        kept = 0;
    }
}
