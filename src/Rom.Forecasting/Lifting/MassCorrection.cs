namespace Rom.Forecasting.Lifting;

/// <summary>
/// Correction of a forecast frame to the true mass of the last frame before the forecast. Where that frame is empty,
/// every forecast frame is empty.
/// </summary>
public enum MassCorrection
{
    /// <summary>No correction.</summary>
    None,

    /// <summary>Negative densities become zero, then the frame is scaled.</summary>
    Scale,

    /// <summary>The nearest non-negative field of that mass (projection onto the simplex).</summary>
    Simplex,
}
