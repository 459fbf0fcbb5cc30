namespace Mvar;

/// <summary>
/// The criterion for choosing the lag: the smallest n ln det Σ + penalty · parameters, with Σ the residuals'
/// covariance.
/// </summary>
public enum LagSelection
{
    /// <summary>The lag is fixed.</summary>
    None,

    /// <summary>Schwarz's criterion: penalty ln n.</summary>
    Bic,

    /// <summary>Akaike's criterion: penalty 2.</summary>
    Aic,

    /// <summary>Hannan and Quinn's criterion: penalty 2 ln ln n.</summary>
    Hqic,
}
