namespace Linear;

/// <summary>A closed-loop forecast of true states.</summary>
/// <param name="Run">The run.</param>
/// <param name="First">The first frame of its window.</param>
/// <param name="Steps">Number of forecast states.</param>
internal readonly record struct Rollout(int Run, int First, int Steps);
