namespace Rom.Abstractions;

/// <summary>
/// Marks a whole number among a density estimator's options that sets how many cells its grid has
/// (<see cref="IDensityEstimator.GridOn"/>): where a grid is too large, messages point to the first of them. Without
/// one they point to the estimator's section.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GridSizeAttribute : Attribute;
