namespace Mvar;

/// <summary>Facts about a fit.</summary>
/// <param name="Alpha">Ridge penalty.</param>
/// <param name="TrainR2">Pooled R² of the model, after the stability option, on the training windows.</param>
/// <param name="TrainRmse">Its RMSE on them.</param>
/// <param name="RhoBefore">Spectral radius of the fit's companion matrix.</param>
/// <param name="RhoAfter">Spectral radius after the stability option.</param>
/// <param name="EigenvaluesOutside">
/// Eigenvalues of the fit outside the unit circle, before the stability option.
/// </param>
internal sealed record MvarReport(
    double Alpha, double TrainR2, double TrainRmse, double RhoBefore, double RhoAfter, double EigenvaluesOutside);
