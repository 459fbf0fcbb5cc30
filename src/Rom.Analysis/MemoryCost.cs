namespace Rom.Analysis;

/// <summary>The memory of a model and of this process. One MB is 2²⁰ bytes.</summary>
/// <param name="ModelParameters">Number of parameters.</param>
/// <param name="ParameterMemoryMb">Memory of the parameters in the precision in which the model computes.</param>
/// <param name="CurrentMb">The process's resident memory now.</param>
/// <param name="PeakMb">The largest resident memory that the process ever had.</param>
public sealed record MemoryCost(long ModelParameters, double ParameterMemoryMb, double CurrentMb, double PeakMb);
