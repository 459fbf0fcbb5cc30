using Rom.Abstractions;

namespace RomHost.Evaluation;

/// <summary>
/// Order parameters of one frame. Those that need velocities are NaN where velocities are unknown or there is no
/// particle.
/// </summary>
/// <param name="Polarization">|⟨v̂⟩|: 1 when all head the same way (Vicsek et al., PRL 75, 1995).</param>
/// <param name="MeanSpeed">⟨|v|⟩ [length/time].</param>
/// <param name="AngularMomentum">|⟨r̂ × v̂⟩| about the centre of mass: 1 when all circle it the same way.</param>
/// <param name="NematicOrder">|⟨exp(2iθ)⟩|: 1 when all head along one axis, either way.</param>
internal readonly record struct OrderParameters(
    double Polarization, double MeanSpeed, double AngularMomentum, double NematicOrder)
{
    /// <summary>Computes the order parameters of a frame.</summary>
    /// <param name="trajectory">The trajectory.</param>
    /// <param name="frame">Frame, from 0.</param>
    /// <param name="domain">The domain; distances from the centre are minimum images if it is periodic.</param>
    public static OrderParameters Of(Trajectory trajectory, int frame, Domain domain)
    {
        int n = trajectory.ParticleCount(frame);
        if (n == 0 || !trajectory.HasVelocities) return new(double.NaN, double.NaN, double.NaN, double.NaN);
        var positions = trajectory.Positions(frame);
        var velocities = trajectory.Velocities(frame);
        double centreX = Centre(positions, 0, domain.Lx, domain.Boundary);
        double centreY = Centre(positions, 1, domain.Ly, domain.Boundary);
        double px = 0, py = 0, speedSum = 0, spin = 0, qx = 0, qy = 0;
        for (int i = 0; i < n; i++)
        {
            double vx = velocities[2 * i], vy = velocities[2 * i + 1];
            double speed = Math.Sqrt(vx * vx + vy * vy);
            speedSum += speed;
            if (speed == 0) continue;
            var (hx, hy) = (vx / speed, vy / speed);
            px += hx;
            py += hy;
            qx += hx * hx - hy * hy; // cos 2θ
            qy += 2 * hx * hy;       // sin 2θ
            var (rx, ry) = domain.NearestImage(positions[2 * i] - centreX, positions[2 * i + 1] - centreY);
            double distance = Math.Sqrt(rx * rx + ry * ry);
            if (distance > 0) spin += (rx * hy - ry * hx) / distance;
        }
        return new(Math.Sqrt(px * px + py * py) / n, speedSum / n, Math.Abs(spin) / n,
            Math.Sqrt(qx * qx + qy * qy) / n);
    }

    /// <summary>Population variance of a density over the cells of a frame.</summary>
    /// <param name="density">The density [cells].</param>
    public static double VarianceOf(ReadOnlySpan<double> density)
    {
        ScatterSum scatter = default;
        scatter.Add(density);
        return scatter.Total / density.Length;
    }

    // On a circle the mean is the direction of the mean unit vector (Bai and Breen, J. Graph. Tools 13, 2008).
    private static double Centre(ReadOnlySpan<float> positions, int axis, double length, Boundary boundary)
    {
        double sum = 0, sin = 0, cos = 0;
        for (int i = axis; i < positions.Length; i += 2)
        {
            sum += positions[i];
            var (s, c) = Math.SinCos(2 * Math.PI * positions[i] / length);
            sin += s;
            cos += c;
        }
        return boundary == Boundary.Periodic
            ? length / (2 * Math.PI) * Math.Atan2(sin, cos)
            : sum / (positions.Length / 2);
    }
}
