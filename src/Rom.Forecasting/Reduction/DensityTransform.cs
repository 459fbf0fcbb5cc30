namespace Rom.Forecasting.Reduction;

/// <summary>The transform of a density ρ before the basis is built, undone after lifting.</summary>
public enum DensityTransform
{
    /// <summary>No transform.</summary>
    Raw,

    /// <summary>√(ρ + ε).</summary>
    Sqrt,

    /// <summary>log(ρ + ε).</summary>
    Log,

    /// <summary>Each frame minus its own mean.</summary>
    Meansub,
}
