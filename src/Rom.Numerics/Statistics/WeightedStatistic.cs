namespace Rom.Numerics.Statistics;

/// <summary>
/// Computes a statistic of weighted rows, such as Σ w x for a mean: a function of the distribution that gives each row
/// its weight. <see cref="RowStatistics"/> has the usual ones.
/// </summary>
/// <param name="weights">
/// The weight of each row [rows]: not negative, with the sum 1. Overwritten after the call.
/// </param>
/// <returns>The statistic; not finite where it is undefined for these weights.</returns>
public delegate double WeightedStatistic(ReadOnlySpan<double> weights);
