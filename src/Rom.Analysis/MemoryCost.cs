namespace Rom.Analysis;

/// <summary>Memory. One MB is 2²⁰ bytes.</summary>
/// <param name="ModelParameters">Number of parameters.</param>
/// <param name="ParameterMemoryMb">What they take in the precision in which the model computes.</param>
/// <param name="CurrentMb">The process's resident memory now.</param>
/// <param name="PeakMb">The largest resident memory that the process ever had.</param>
public sealed record MemoryCost(long ModelParameters, double ParameterMemoryMb, double CurrentMb, double PeakMb);
