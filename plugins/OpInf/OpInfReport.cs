namespace OpInf;

/// <summary>Facts about a training.</summary>
/// <param name="RolloutError">
/// Error of closed-loop forecasts of training runs, from their first windows to their ends, as a share of their
/// variance about the mean training state.
/// </param>
/// <param name="QuadraticPenalty">The penalty on products that was needed.</param>
/// <param name="Raises">How often penalties were raised by ten.</param>
/// <param name="Windows">Number of windows of the fit.</param>
internal sealed record OpInfReport(double RolloutError, double QuadraticPenalty, double Raises, double Windows);
