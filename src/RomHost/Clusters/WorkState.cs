namespace RomHost.Clusters;

/// <summary>The state of a task, or of an experiment.</summary>
internal enum WorkState
{
    /// <summary>It is finished.</summary>
    Done,

    /// <summary>A process works on it.</summary>
    Running,

    /// <summary>The scheduler will start it.</summary>
    Waiting,

    /// <summary>It ended with another exit code than 0.</summary>
    Failed,

    /// <summary>It was submitted, is not done, and the scheduler does not know it.</summary>
    Lost,

    /// <summary>It was cancelled by <c>romhost cancel</c> before it was done.</summary>
    Cancelled,

    /// <summary>It is not done, and the scheduler did not answer.</summary>
    Unknown,
}
