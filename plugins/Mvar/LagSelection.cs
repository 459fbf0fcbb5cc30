namespace Mvar;

/// <summary>Information criteria: n ln det Σ + penalty × parameters, the smallest wins (Lütkepohl 2005, §4.3).</summary>
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
