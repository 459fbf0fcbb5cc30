using Rom.Analysis.Energy;
using Rom.Analysis.Growth;
using Rom.Analysis.Memory;

namespace Rom.Analysis;

/// <summary>What a model costs beside its times: arithmetic, memory, energy, growth.</summary>
/// <param name="ModelName">The model's name.</param>
/// <param name="FlopsPerStep">Floating-point operations of a step, as its plugin declares them.</param>
/// <param name="Gflops">Those in the time of a further step [10⁹ operations/s]; NaN where one of both is not known.</param>
/// <param name="InferenceMemory">Measured in a process of its own; null where it was not measured.</param>
/// <param name="TrainingMemory">
/// The largest of the repeated trainings, each in a process of its own, or that of the first seconds of one; null where it was not measured.
/// </param>
/// <param name="TrainingSeconds">Times of the repeated trainings [s], a seed for each.</param>
/// <param name="Energy">Energy of a full trajectory.</param>
/// <param name="Growth">How times grow.</param>
/// <param name="Notes">What could not be measured, and why.</param>
public sealed record ModelCosts(
    string ModelName, double FlopsPerStep, double Gflops, InferenceMemory? InferenceMemory, TrainingMemory? TrainingMemory,
    IReadOnlyList<double> TrainingSeconds, EnergyCost Energy, IReadOnlyList<GrowthExponent> Growth, IReadOnlyList<string> Notes)
{
    /// <summary>What taking in a window and what a further step costs; null where it was not measured.</summary>
    public ForecastCost? Forecast { get; init; }

    /// <summary>Achieved arithmetic: declared operations over the measured time.</summary>
    /// <param name="flopsPerStep">Declared operations of a step; 0 where they are not declared.</param>
    /// <param name="stepSeconds">Time of a step [s].</param>
    /// <returns>10⁹ operations in a second; NaN where there is no such figure.</returns>
    public static double GflopsOf(double flopsPerStep, double stepSeconds) =>
        flopsPerStep > 0 && stepSeconds > 0 ? 1e-9 * flopsPerStep / stepSeconds : double.NaN;
}
