namespace Rom.Analysis;

/// <summary>The cost of forecasting.</summary>
/// <param name="SingleStep">One step from a window.</param>
/// <param name="FullTrajectory">A forecast of <paramref name="StepsPerTrajectory"/> steps.</param>
/// <param name="StepsPerTrajectory">Steps of the full trajectory.</param>
public sealed record InferenceCost(TimingSamples SingleStep, TimingSamples FullTrajectory, int StepsPerTrajectory);
