namespace Rom.Forecasting.Lifting;

/// <summary>Treatment of negative densities in a lifted forecast.</summary>
public enum Clamp
{
    /// <summary>No change (the predecessor's C0).</summary>
    None,

    /// <summary>Negative densities become zero (C1).</summary>
    Negatives,

    /// <summary>Negative densities become zero, and the frame is scaled to its mass before (C2).</summary>
    Renormalise,
}
