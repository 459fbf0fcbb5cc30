namespace Reservoir;

/// <summary>Facts about a training.</summary>
/// <param name="SpectralRadius">Spectral radius of the recurrent weights.</param>
/// <param name="Memory">Share of the state at rest that is left after a window, where units are linear.</param>
/// <param name="Windows">Number of windows of the fit.</param>
/// <param name="RidgeAlpha">The penalty of the readouts.</param>
internal sealed record ReservoirReport(double SpectralRadius, double Memory, double Windows, double RidgeAlpha);
