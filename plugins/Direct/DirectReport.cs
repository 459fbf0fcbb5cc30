namespace Direct;

/// <summary>Facts about a fit.</summary>
/// <param name="Windows">Number of training windows.</param>
/// <param name="TimeStep">Time between states [time units].</param>
internal sealed record DirectReport(double Windows, double TimeStep);
