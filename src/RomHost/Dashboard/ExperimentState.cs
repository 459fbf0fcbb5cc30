namespace RomHost.Dashboard;

/// <summary>The state of an experiment, as its folder shows it.</summary>
internal enum ExperimentState
{
    /// <summary>A process works on it.</summary>
    Running,

    /// <summary>Its results cannot be read.</summary>
    Unreadable,

    /// <summary>It is not finished, and no process works on it.</summary>
    Stopped,

    /// <summary>Its results are there.</summary>
    Finished,
}
