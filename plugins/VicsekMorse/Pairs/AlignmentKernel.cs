using System.Runtime.Intrinsics;
using Rom.Abstractions;
using VicsekMorse.Dynamics;

namespace VicsekMorse.Pairs;

/// <summary>
/// Sums the headings of the others up to the radius away (<see cref="ScalarAlignment"/>), four at a time.
/// </summary>
/// <typeparam name="TDisplacement">The geometry.</typeparam>
/// <param name="radius">The radius R.</param>
/// <param name="domain">The domain.</param>
internal sealed class AlignmentKernel<TDisplacement>(double radius, Domain domain) : IPairKernel
    where TDisplacement : struct, IDisplacement
{
    /// <inheritdoc/>
    public double Reach => radius;

    /// <inheritdoc/>
    public void Meet(Particles particles, VectorSums sums, int i, int begin, int end, double xi, double yi)
    {
        ref double x = ref Lanes.First(particles.X);
        ref double y = ref Lanes.First(particles.Y);
        ref double headingX = ref Lanes.First(particles.HeadingX);
        ref double headingY = ref Lanes.First(particles.HeadingY);
        ref double sumX = ref Lanes.First(sums.X);
        ref double sumY = ref Lanes.First(sums.Y);
        var (x4, y4) = (Vector256.Create(xi), Vector256.Create(yi));
        var (lx, inverseLx) = (Vector256.Create(domain.Lx), Vector256.Create(1 / domain.Lx));
        var (ly, inverseLy) = (Vector256.Create(domain.Ly), Vector256.Create(1 / domain.Ly));
        var radius2 = Vector256.Create(radius * radius);
        var (ownX, ownY) = (Vector256.Create(particles.HeadingX[i]), Vector256.Create(particles.HeadingY[i]));
        var (receivedX, receivedY) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (int j = Lanes.FirstOfVector(begin); j < end; j += Lanes.Count)
        {
            var dx = TDisplacement.Nearest(Lanes.Load(ref x, j) - x4, lx, inverseLx);
            var dy = TDisplacement.Nearest(Lanes.Load(ref y, j) - y4, ly, inverseLy);
            var r2 = Vector256.MultiplyAddEstimate(dx, dx, dy * dy);
            if (j < begin || j > end - Lanes.Count) r2 |= Lanes.Outside(begin - j, end - j);
            // Σ p_j over r_ij ≤ R
            var near = Vector256.LessThanOrEqual(r2, radius2);
            receivedX += near & Lanes.Load(ref headingX, j);
            receivedY += near & Lanes.Load(ref headingY, j);
            Lanes.Add(ref sumX, j, near & ownX);
            Lanes.Add(ref sumY, j, near & ownY);
        }
        sums.X[i] += Vector256.Sum(receivedX);
        sums.Y[i] += Vector256.Sum(receivedY);
    }

    /// <inheritdoc/>
    public void Finish(VectorSums sums, int i)
    {
        // Everything was added at once.
    }
}
