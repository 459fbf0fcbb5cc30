namespace Rom.Abstractions;

/// <summary>
/// Thrown when a training ends without a finite model. The host records it for that model and continues with the
/// others.
/// </summary>
/// <param name="message">The event, its time, and a possible remedy.</param>
public sealed class TrainingDivergedException(string message) : Exception(message);
