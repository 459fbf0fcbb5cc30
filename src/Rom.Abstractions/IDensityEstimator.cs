namespace Rom.Abstractions;

/// <summary>Turns particle positions into density fields.</summary>
/// <remarks>
/// Several threads may call one instance at the same time. The host creates an instance for each run; other programs
/// may share one.
/// </remarks>
public interface IDensityEstimator
{
    /// <summary>Returns the grid of densities on a domain.</summary>
    /// <param name="domain">The simulator's domain.</param>
    Grid GridOn(Domain domain);

    /// <summary>Estimates the density of every frame of a trajectory.</summary>
    /// <param name="trajectory">Positions inside <paramref name="domain"/>.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellation">Ends the work within a second.</param>
    /// <returns>One frame for each frame of the trajectory, at its times, on <see cref="GridOn"/>.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation);
}
