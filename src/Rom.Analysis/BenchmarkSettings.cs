namespace Rom.Analysis;

/// <summary>How inference is timed.</summary>
/// <param name="Steps">Steps of a full trajectory.</param>
/// <param name="Trials">Timed samples of each case.</param>
/// <param name="Warmups">Samples that are run and not counted.</param>
public sealed record BenchmarkSettings(int Steps = 100, int Trials = 50, int Warmups = 5);
