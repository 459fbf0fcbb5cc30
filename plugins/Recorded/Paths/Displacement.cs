using Rom.Abstractions;

namespace Recorded.Paths;

/// <summary>Computes displacements between positions.</summary>
/// <param name="domain">
/// The domain. On a torus the displacement is the shortest one: no particle moves by half a side between frames.
/// </param>
internal sealed class Displacement(Domain domain)
{
    /// <summary>The displacement between two samples.</summary>
    /// <param name="positions">x, y of each sample.</param>
    /// <param name="from">The sample where it begins.</param>
    /// <param name="to">The sample where it ends.</param>
    public (double X, double Y) Between(double[] positions, int from, int to) =>
        domain.NearestImage(positions[2 * to] - positions[2 * from], positions[2 * to + 1] - positions[2 * from + 1]);
}
