namespace Rom.Abstractions;

/// <summary>The progress of a training.</summary>
/// <param name="Completed">Completed units of work, such as epochs.</param>
/// <param name="Total">The most units of work.</param>
/// <param name="Message">A short text to show beside it, such as the current loss.</param>
public readonly record struct TrainingProgress(double Completed, double Total, string Message);
