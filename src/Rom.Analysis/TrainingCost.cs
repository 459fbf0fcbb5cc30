namespace Rom.Analysis;

/// <summary>The cost of training.</summary>
/// <param name="TotalSeconds">Wall-clock time.</param>
public sealed record TrainingCost(double TotalSeconds);
