namespace Linear;

/// <summary>Facts about a training.</summary>
/// <param name="StartError">
/// Error of closed-loop forecasts of the held-out runs with which the training began, as a share of their variance.
/// </param>
/// <param name="ValidationError">That of the model.</param>
/// <param name="SpectralRadius">Spectral radius of the companion matrix.</param>
/// <param name="StartRadius">That of the ridge regression, before it was bounded.</param>
/// <param name="Epochs">Number of epochs of the training.</param>
/// <param name="BestEpoch">The epoch of the model; 0 is the start.</param>
internal sealed record LinearReport(
    double StartError, double ValidationError, double SpectralRadius, double StartRadius, double Epochs,
    double BestEpoch);
