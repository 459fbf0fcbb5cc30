namespace RomHost.Reporting.Html;

/// <summary>Computes how many forecasts repay the cost of a model, compared with its simulator.</summary>
/// <param name="RunSeconds">Time of a run: simulated, its density estimated, both written [s].</param>
/// <param name="ForecastSeconds">Time of a forecast of such a run, from densities to densities [s].</param>
/// <param name="TrainingSeconds">Time of the model's own training [s].</param>
/// <param name="SharedSeconds">
/// Time of the work shared by all models: the ensemble, the POD basis and the projection [s].
/// </param>
internal sealed record BreakEven(
    double RunSeconds, double ForecastSeconds, double TrainingSeconds, double SharedSeconds)
{
    /// <summary>
    /// Number of forecasts that repay the training; infinite where a forecast takes longer than a run.
    /// </summary>
    public double OfTraining => Repaid(TrainingSeconds);

    /// <summary>Number of forecasts that repay everything, including the ensemble.</summary>
    public double OfEverything => Repaid(TrainingSeconds + SharedSeconds);

    private double Repaid(double cost) =>
        RunSeconds > ForecastSeconds ? Math.Ceiling(cost / (RunSeconds - ForecastSeconds)) : double.PositiveInfinity;
}
