namespace Rom.Analysis.Energy;

/// <summary>Energy of a forecast, with that of the idle machine taken off. Never an estimate: where no counter can be read there is none.</summary>
/// <param name="Status"><c>ok</c>, or <c>not available</c>.</param>
/// <param name="Message">Why it is not available.</param>
/// <param name="IdleWatts">What the machine takes while this process waits [W].</param>
/// <param name="JoulesPerForecast">Of a full trajectory, above idle [J]: the median of the rounds.</param>
/// <param name="Low">Lower end of its interval [J]; NaN where the rounds do not tell.</param>
/// <param name="High">Upper end [J].</param>
public sealed record EnergyCost(string Status, string? Message, double IdleWatts, double JoulesPerForecast, double Low, double High)
{
    /// <summary>There is no figure.</summary>
    /// <param name="why">The reason.</param>
    public static EnergyCost NotAvailable(string why) => new("not available", why, double.NaN, double.NaN, double.NaN, double.NaN);
}
