namespace Rom.Abstractions;

/// <summary>
/// A trainer that needs no more of the training data than moments: sums over their frames or windows, such as the
/// Σ x xᵀ and Σ x yᵀ of a linear regression. A trainer that does not implement it loses nothing but time.
/// </summary>
/// <remarks>
/// A selection of options trains every candidate without each fold of the runs. The host then adds up the moments of
/// each fold once, for all candidates with the same <see cref="MomentKey"/>, and adds the folds of a training:
/// moments of several groups of runs are the sum of those of the groups.
/// </remarks>
public interface IMomentTrainer : IRomModelTrainer
{
    /// <summary>
    /// The options that the moments depend on, as a text such as <c>lag 5</c>: trainers with the same text add up the
    /// same moments. Null where these options need the data themselves.
    /// </summary>
    string? MomentKey { get; }

    /// <summary>Returns the number of moments.</summary>
    /// <param name="dimension">Latent dimension r.</param>
    long MomentCount(int dimension);

    /// <summary>Adds the moments of some runs. A run that is too short for a window adds nothing.</summary>
    /// <param name="data">The runs.</param>
    /// <param name="origin">
    /// A state [r] near the mean of all training data: sums of products of states less the origin lose no digits to a
    /// large mean. It is the same for all runs.
    /// </param>
    /// <param name="moments">The moments, in an order of the trainer's own; they are added to what is there.</param>
    /// <param name="cancellation">Ends the pass.</param>
    /// <exception cref="OperationCanceledException">The pass was cancelled.</exception>
    void AddMoments(
        LatentDataset data, ReadOnlySpan<double> origin, Span<double> moments, CancellationToken cancellation);

    /// <summary>
    /// Fits the model that <see cref="IRomModelTrainer.Train"/> would fit to the same runs, to rounding.
    /// </summary>
    /// <remarks>
    /// It is judged by its forecasts, and not kept: diagnostics that no forecast depends on may be NaN.
    /// </remarks>
    /// <param name="moments">The moments of all runs that are trained on.</param>
    /// <param name="origin">The origin that they were added with.</param>
    /// <param name="context">Seed, progress and cancellation.</param>
    /// <returns>The fitted model.</returns>
    /// <exception cref="TrainingDivergedException">No finite model exists.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    IRomModel TrainFrom(ReadOnlySpan<double> moments, ReadOnlySpan<double> origin, TrainingContext context);
}
