namespace Rom.Abstractions;

/// <summary>
/// Turns particles into density fields and, where an experiment asks for them (<c>density.fields</c>), further fields
/// on the same grid, such as the momentum density.
/// </summary>
/// <remarks>
/// <see cref="IDensityEstimator.Estimate"/> serves experiments without further fields; the density is the same in both.
/// </remarks>
public interface IFieldEstimator : IDensityEstimator
{
    /// <summary>
    /// The further fields that it offers; those of one channel follow one another in the snapshots of the channel, in
    /// this order.
    /// </summary>
    IReadOnlyList<FieldDescription> Fields { get; }

    /// <summary>Estimates the density and some of the further fields of every frame of a trajectory.</summary>
    /// <param name="trajectory">
    /// Positions inside <paramref name="domain"/>, and velocities where they are known.
    /// </param>
    /// <param name="domain">The domain.</param>
    /// <param name="fields">
    /// The names of the wanted further fields, each once, in the order of <see cref="Fields"/>.
    /// </param>
    /// <param name="cancellation">Ends the work within a second.</param>
    /// <returns>
    /// One frame for each frame of the trajectory, at its times, on <see cref="IDensityEstimator.GridOn"/>, with the
    /// wanted fields in their order.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A field is not offered, or needs velocities and the trajectory has none; the message says the remedy.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    FieldMovie EstimateFields(
        Trajectory trajectory, Domain domain, IReadOnlyList<string> fields, CancellationToken cancellation);
}
