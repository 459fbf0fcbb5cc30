namespace Rom.Numerics.TimeSeries;

/// <summary>The states of a forecast after the horizon of a map from windows to their next states.</summary>
public enum BeyondRule
{
    /// <summary>The mean of the last quarter of the forecast up to there.</summary>
    Tail,

    /// <summary>The mean state of the last quarter of the training runs.</summary>
    Climatology,

    /// <summary>
    /// The map again: the forecast's own last states, moved into the range of the training states, become the window.
    /// </summary>
    Restart,
}
