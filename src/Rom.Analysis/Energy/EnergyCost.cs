namespace Rom.Analysis.Energy;

/// <summary>
/// The energy of a forecast above that of the idle machine. It is measured, never estimated: without a readable counter
/// there is no figure.
/// </summary>
/// <param name="Status"><c>ok</c>, or <c>not available</c>.</param>
/// <param name="Message">The reason why it is not available.</param>
/// <param name="IdleWatts">Power of the machine while this process waits [W].</param>
/// <param name="JoulesPerForecast">Energy of a full trajectory above idle [J]: the median of the rounds.</param>
/// <param name="Low">Lower end of its interval [J]; NaN where there are too few rounds.</param>
/// <param name="High">Upper end [J].</param>
public sealed record EnergyCost(
    string Status, string? Message, double IdleWatts, double JoulesPerForecast, double Low, double High)
{
    /// <summary>Creates a result without a figure.</summary>
    /// <param name="why">The reason.</param>
    public static EnergyCost NotAvailable(string why) =>
        new("not available", why, double.NaN, double.NaN, double.NaN, double.NaN);
}
