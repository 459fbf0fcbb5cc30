namespace RomHost.Dashboard;

/// <summary>The state of an experiment, as its folder shows it.</summary>
internal enum ExperimentState
{
    /// <summary>A process works on it.</summary>
    Running,

    /// <summary>A task of its submission failed or was lost, and none is left to do.</summary>
    Failed,

    /// <summary>Its results cannot be read.</summary>
    Unreadable,

    /// <summary>Tasks of its submission are not done; whether they wait or run, the scheduler knows.</summary>
    Submitted,

    /// <summary>It is not finished, and no process works on it.</summary>
    Stopped,

    /// <summary>Its results are there.</summary>
    Finished,
}
