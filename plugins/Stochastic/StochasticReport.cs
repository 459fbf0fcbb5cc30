namespace Stochastic;

/// <summary>Facts about a training.</summary>
/// <param name="Levels">Number of levels.</param>
/// <param name="StartRadius">Spectral radius before it was bounded.</param>
/// <param name="SpectralRadius">Spectral radius of the model.</param>
/// <param name="ResidualCorrelation">
/// Root mean square over coordinates of the autocorrelation of held-out residuals from one step to the next.
/// </param>
/// <param name="OneStepError">
/// Geometric mean over coordinates of the root mean square residual of held-out runs, in standard deviations.
/// </param>
/// <param name="NoiseInflation">The factor between the variance of residuals and that of the noise.</param>
/// <param name="StateGain">
/// Logarithm of the likelihood of a held-out state with noise that depends on the state, less that with constant noise;
/// 0 where they were not compared.
/// </param>
internal sealed record StochasticReport(
    double Levels, double StartRadius, double SpectralRadius, double ResidualCorrelation, double OneStepError,
    double NoiseInflation, double StateGain);
