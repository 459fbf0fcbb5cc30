namespace Rom.Abstractions;

/// <summary>A training ended without a finite model. The host records it for that model and goes on with the others.</summary>
/// <param name="message">What happened, when, and what may cure it.</param>
public sealed class TrainingDivergedException(string message) : Exception(message);
