namespace Misbehaving;

/// <summary>A way in which a simulator or a density estimator fails.</summary>
public enum DataFault
{
    /// <summary>None.</summary>
    None,

    /// <summary>Its domain, or its grid, is null.</summary>
    NullPlace,

    /// <summary>Its run, or its density, is null.</summary>
    NullResult,

    /// <summary>It announces no frames.</summary>
    NoFrames,

    /// <summary>It throws when it is asked for its frames.</summary>
    FramesThrow,

    /// <summary>It reaches beyond an array.</summary>
    ReachesOutside,

    /// <summary>It leaves frames out.</summary>
    LosesFrames,

    /// <summary>Its density is on another grid than it said.</summary>
    OtherGrid,
}

/// <summary>Options of the misbehaving simulator and density estimator.</summary>
public sealed record DataFaultOptions
{
    /// <summary>The fault.</summary>
    public DataFault Fault { get; init; }
}
