namespace Rom.Forecasting.Reduction;

/// <summary>What is done to a density ρ before the basis is built, and undone after lifting.</summary>
public enum DensityTransform
{
    /// <summary>Nothing.</summary>
    Raw,

    /// <summary>√(ρ + ε).</summary>
    Sqrt,

    /// <summary>log(ρ + ε).</summary>
    Log,

    /// <summary>Each frame minus its own mean.</summary>
    Meansub,
}
