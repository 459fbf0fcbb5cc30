namespace Ending;

/// <summary>The place at which the plugin's code acts.</summary>
public enum Place
{
    /// <summary>In the constructor of a trainer, a simulator or a density estimator.</summary>
    Constructor,

    /// <summary>In <c>Train</c>.</summary>
    Train,

    /// <summary>In <c>Save</c>.</summary>
    Save,

    /// <summary>In <c>Load</c>.</summary>
    Load,

    /// <summary>In <c>Forecast</c>.</summary>
    Forecast,

    /// <summary>In <c>Simulate</c>.</summary>
    Simulate,

    /// <summary>In <c>Estimate</c>.</summary>
    Estimate,
}
