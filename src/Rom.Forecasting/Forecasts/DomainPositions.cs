using Rom.Abstractions;
using Rom.Forecasting.Serialization;

namespace Rom.Forecasting.Forecasts;

/// <summary>Checks that particles are in the domain of an experiment.</summary>
internal static class DomainPositions
{
    /// <summary>Checks all positions; those at an edge are inside.</summary>
    /// <param name="trajectory">The particles.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="source">Their source, for messages.</param>
    /// <exception cref="InvalidDataException">A position is outside.</exception>
    public static void Check(Trajectory trajectory, Domain domain, string source)
    {
        float right = (float)domain.Lx, top = (float)domain.Ly; // positions at an edge are rounded to these
        for (int t = 0; t < trajectory.FrameCount; t++)
        {
            var positions = trajectory.Positions(t);
            for (int i = 0; i < positions.Length; i += 2)
            {
                var (x, y) = (positions[i], positions[i + 1]);
                if (x >= 0 && x <= right && y >= 0 && y <= top) continue;
                throw new InvalidDataException(
                    $"{source}: expected positions in [0, {NumberText.Of(domain.Lx)}] × [0, "
                    + $"{NumberText.Of(domain.Ly)}], the domain of the experiment, found ({NumberText.Point(x)}, "
                    + $"{NumberText.Point(y)}) of particle {i / 2} at time {NumberText.Point(trajectory.Times[t])}; "
                    + "convert positions to its unit and origin"
                    + (domain.Boundary == Boundary.Periodic ? ", and take whole turns off them" : ""));
            }
        }
    }
}
