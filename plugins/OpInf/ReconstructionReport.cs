namespace OpInf;

/// <summary>Facts about the fit of a reconstruction equation.</summary>
/// <param name="Error">
/// Squared error of the rate from true profiles of training runs, as a share of the rate's variance.
/// </param>
/// <param name="Penalty">The penalty on products.</param>
internal sealed record ReconstructionReport(double Error, double Penalty);
