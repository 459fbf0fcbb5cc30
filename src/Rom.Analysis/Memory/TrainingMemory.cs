namespace Rom.Analysis.Memory;

/// <summary>The memory of a training in a process that did nothing else before. One MB is 2²⁰ bytes.</summary>
/// <param name="BeforeMb">The process's resident memory before the training, its data included.</param>
/// <param name="PeakMb">The process's largest resident memory, after it.</param>
/// <param name="IsWhole">Whether the figure is that of a whole training, or of its first seconds.</param>
public sealed record TrainingMemory(double BeforeMb, double PeakMb, bool IsWhole);
