namespace Lstm;

/// <summary>What the validation loss is of.</summary>
public enum ValidationKind
{
    /// <summary>Forecasts in closed loop, as the model will make them.</summary>
    Rollout,

    /// <summary>A single step from true windows, as in the Python predecessor.</summary>
    SingleStep,
}
