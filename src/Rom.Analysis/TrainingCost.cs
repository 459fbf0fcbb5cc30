namespace Rom.Analysis;

/// <summary>Cost of training.</summary>
/// <param name="TotalSeconds">Wall-clock time.</param>
public sealed record TrainingCost(double TotalSeconds);
