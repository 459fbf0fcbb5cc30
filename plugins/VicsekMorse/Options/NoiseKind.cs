namespace VicsekMorse.Options;

/// <summary>The distribution of the noise angles.</summary>
public enum NoiseKind
{
    /// <summary>Uniform in [−η/2, η/2].</summary>
    Uniform,

    /// <summary>Normal with mean zero.</summary>
    Gaussian,
}
