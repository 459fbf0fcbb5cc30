namespace RomHost.Reporting.Html;

/// <summary>How many forecasts repay what a model cost, against the simulator that it stands in for.</summary>
/// <param name="RunSeconds">A run: simulated, its density estimated, both written [s].</param>
/// <param name="ForecastSeconds">A forecast of such a run, from densities to densities [s].</param>
/// <param name="TrainingSeconds">The model's own training [s].</param>
/// <param name="SharedSeconds">What all models share: the ensemble, the POD basis and the projection [s].</param>
internal sealed record BreakEven(double RunSeconds, double ForecastSeconds, double TrainingSeconds, double SharedSeconds)
{
    /// <summary>Forecasts that repay the training; infinite where a forecast takes longer than a run.</summary>
    public double OfTraining => Repaid(TrainingSeconds);

    /// <summary>Forecasts that repay everything, the ensemble that it was trained on included.</summary>
    public double OfEverything => Repaid(TrainingSeconds + SharedSeconds);

    private double Repaid(double cost) =>
        RunSeconds > ForecastSeconds ? Math.Ceiling(cost / (RunSeconds - ForecastSeconds)) : double.PositiveInfinity;
}
