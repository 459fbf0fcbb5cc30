namespace Rom.Forecasting.Reduction;

/// <summary>How forecasts are rolled back from the aligned frame: where the swarm is said to be.</summary>
public enum ShiftForecast
{
    /// <summary>
    /// Shifts are not forecast: the files of forecasts are rolled back with the true shifts, and scores in the lab
    /// frame hold the last known one.
    /// </summary>
    None,

    /// <summary>The last known shift is held, in the files of forecasts too.</summary>
    Hold,

    /// <summary>
    /// Models forecast the rate of the shift, a channel of the latent state (<c>shift_rate</c>); frames are aligned
    /// with a peak of the correlation that is followed from frame to frame.
    /// </summary>
    Rate,
}
