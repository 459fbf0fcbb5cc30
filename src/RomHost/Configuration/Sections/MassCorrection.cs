namespace RomHost.Configuration.Sections;

/// <summary>
/// How a forecast frame is brought to the true mass of the last frame before the forecast. Where that frame is empty, every forecast
/// frame is.
/// </summary>
public enum MassCorrection
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>Negative densities become zero, then the frame is scaled.</summary>
    Scale,

    /// <summary>By the nearest non-negative field of that mass (projection on the simplex).</summary>
    Simplex,
}
