namespace Rom.Numerics.TimeSeries;

/// <summary>The states of a closed-loop forecast that lasts longer than the trajectories that taught it.</summary>
public enum ClosedLoopRule
{
    /// <summary>The mean of the last quarter of the forecast up to there.</summary>
    Tail,

    /// <summary>The mean state of the last quarter of the trajectories.</summary>
    Climatology,

    /// <summary>The closed loop goes on.</summary>
    Continue,
}
