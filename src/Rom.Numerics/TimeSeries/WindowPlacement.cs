namespace Rom.Numerics.TimeSeries;

/// <summary>The part of a trajectory (a run) from which windows are taken.</summary>
public enum WindowPlacement
{
    /// <summary>The first states: one window of each run.</summary>
    Start,

    /// <summary>Any part that enough states follow.</summary>
    Anywhere,
}
