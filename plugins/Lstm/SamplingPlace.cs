namespace Lstm;

/// <summary>The states for which scheduled sampling draws a prediction of the network or the truth.</summary>
public enum SamplingPlace
{
    /// <summary>The state fed to a step of the closed loop, one draw for a batch.</summary>
    Loop,

    /// <summary>
    /// Each state of a window but the first, one draw for each; the closed loop is always fed predictions.
    /// </summary>
    Window,
}
