namespace Rom.Analysis;

/// <summary>Cost of forecasting.</summary>
/// <param name="SingleStep">One step from a window; each sample is the mean of a block of calls.</param>
/// <param name="FullTrajectory">A forecast of <paramref name="StepsPerTrajectory"/> steps.</param>
/// <param name="StepsPerTrajectory">Steps of the full trajectory.</param>
/// <param name="CallsPerSample">Calls in a block, so that a block is long against the timer's resolution.</param>
public sealed record InferenceCost(
    TimingSamples SingleStep, TimingSamples FullTrajectory, int StepsPerTrajectory, int CallsPerSample);
