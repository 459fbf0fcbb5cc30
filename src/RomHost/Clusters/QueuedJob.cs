namespace RomHost.Clusters;

/// <summary>A job, or tasks of an array in one state, as the scheduler lists it.</summary>
/// <param name="Id">The number of the job; of an array that of the whole array.</param>
/// <param name="Tasks">Indices in the array; null for a job that is no array.</param>
/// <param name="State">The scheduler's state, in its words: <c>PENDING</c>.</param>
/// <param name="Reason">The scheduler's reason for it.</param>
/// <param name="Name">The job's name.</param>
internal sealed record QueuedJob(string Id, IReadOnlyList<int>? Tasks, string State, string Reason, string Name)
{
    /// <summary>The state of a job that ends.</summary>
    public const string Ending = "COMPLETING";

    /// <summary>The state of a job whose script ended with exit code 0.</summary>
    public const string Completed = "COMPLETED";

    private static readonly HashSet<string> Ended =
    [
        "BOOT_FAIL", "CANCELLED", Completed, "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED",
        "REVOKED", "TIMEOUT",
    ];

    private static readonly HashSet<string> Idle =
        ["PENDING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "RESV_DEL_HOLD", "SPECIAL_EXIT"];

    /// <summary>Whether it is over, and the scheduler remembers it still.</summary>
    public bool HasEnded => Ended.Contains(State);

    /// <summary>Its state as that of a task that is not over. States that are not known mean some work.</summary>
    public WorkState Work => Idle.Contains(State) ? WorkState.Waiting : WorkState.Running;
}
