namespace Rom.Analysis;

/// <summary>Throughput, derived from the median time of one step; NaN, written as null, where unknown.</summary>
/// <param name="StepsPerSecond">Steps in a second.</param>
/// <param name="PredictionsPerSecond">Latent coordinates predicted in a second: steps × latent dimension.</param>
/// <param name="SecondsPerStep">Median time of a step.</param>
/// <param name="MicrosecondsPerStep">The same in microseconds.</param>
public sealed record Throughput(
    double StepsPerSecond, double PredictionsPerSecond, double SecondsPerStep, double MicrosecondsPerStep)
{
    /// <summary>Computes the throughput from the time of a step.</summary>
    /// <param name="secondsPerStep">Median time of a step.</param>
    /// <param name="latentDimension">Coordinates that a step predicts.</param>
    public static Throughput Of(double secondsPerStep, int latentDimension) =>
        new(1 / secondsPerStep, latentDimension / secondsPerStep, secondsPerStep, 1e6 * secondsPerStep);
}
