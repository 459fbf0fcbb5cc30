namespace Stochastic;

/// <summary>The variance of the noise.</summary>
public enum NoiseVariance
{
    /// <summary>The same for every state.</summary>
    Constant,

    /// <summary>A function of the newest state.</summary>
    State,
}
