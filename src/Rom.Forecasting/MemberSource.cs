namespace Rom.Forecasting;

/// <summary>What makes the members of an ensemble forecast.</summary>
public enum MemberSource
{
    /// <summary>The model forecasts them itself.</summary>
    Model,

    /// <summary>
    /// The model's forecast plus errors of whole forecasts of runs that it was not trained on: of an experiment whose
    /// evaluation had ensembles (<c>forecast_errors.npz</c>). They are those of its calibration runs where it has some,
    /// else of training runs.
    /// </summary>
    ForecastErrors,

    /// <summary>The model's step, again and again, with one-step errors of training runs.</summary>
    StepErrors,
}
