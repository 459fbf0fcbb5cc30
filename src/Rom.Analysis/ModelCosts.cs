using Rom.Analysis.Energy;
using Rom.Analysis.Growth;
using Rom.Analysis.Memory;

namespace Rom.Analysis;

/// <summary>The costs of a model besides its times: arithmetic, memory, energy, growth.</summary>
/// <param name="ModelName">The model's name.</param>
/// <param name="FlopsPerStep">Floating-point operations of a step, as its plugin declares them.</param>
/// <param name="Gflops">
/// Arithmetic rate of a further step [10⁹ operations/s]; NaN where operations or time are unknown.
/// </param>
/// <param name="InferenceMemory">Measured in a process of its own; null where it was not measured.</param>
/// <param name="TrainingMemory">
/// The largest memory of the repeated trainings, each in a process of its own, or that of the first seconds of one;
/// null where it was not measured.
/// </param>
/// <param name="TrainingSeconds">Times of the repeated trainings [s], one for each seed.</param>
/// <param name="Energy">Energy of a full trajectory.</param>
/// <param name="Growth">The growth of times.</param>
/// <param name="Notes">Measurements that were impossible, with the reason.</param>
public sealed record ModelCosts(
    string ModelName, double FlopsPerStep, double Gflops, InferenceMemory? InferenceMemory,
    TrainingMemory? TrainingMemory, IReadOnlyList<double> TrainingSeconds, EnergyCost Energy,
    IReadOnlyList<GrowthExponent> Growth, IReadOnlyList<string> Notes)
{
    /// <summary>The cost of processing a window and of a further step; null where it was not measured.</summary>
    public ForecastCost? Forecast { get; init; }

    /// <summary>Computes the achieved arithmetic rate: declared operations over the measured time.</summary>
    /// <param name="flopsPerStep">Declared operations of a step; 0 where none are declared.</param>
    /// <param name="stepSeconds">Time of a step [s].</param>
    /// <returns>10⁹ operations per second; NaN where the rate is unknown.</returns>
    public static double GflopsOf(double flopsPerStep, double stepSeconds) =>
        flopsPerStep > 0 && stepSeconds > 0 ? 1e-9 * flopsPerStep / stepSeconds : double.NaN;
}
