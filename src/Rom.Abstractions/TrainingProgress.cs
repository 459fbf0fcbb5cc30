namespace Rom.Abstractions;

/// <summary>How far a training is.</summary>
/// <param name="Completed">Units of work done: epochs, say.</param>
/// <param name="Total">Units of work at the most.</param>
/// <param name="Message">What a watcher wants to see beside it: the current loss, say.</param>
public readonly record struct TrainingProgress(double Completed, double Total, string Message);
