namespace RomHost.Clusters;

/// <summary>The state of a task of a submission.</summary>
/// <param name="Submission">The submission.</param>
/// <param name="Job">Its job.</param>
/// <param name="Index">Its index in the job.</param>
/// <param name="State">Its state.</param>
internal sealed record TaskState(Submission Submission, ClusterJob Job, int Index, WorkState State)
{
    /// <summary>The task.</summary>
    public ClusterTask Task => Job.Tasks[Index];

    /// <summary>The number of its job at the scheduler; null where it has none.</summary>
    public string? Id { get; init; }

    /// <summary>Its exit code; null where it has not ended, or ended out of order.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The scheduler's reason, or the scheduler's name of its end.</summary>
    public string? Reason { get; init; }

    /// <summary>Its log; null where there is none yet.</summary>
    public string? Log { get; init; }

    /// <summary>Its number at the scheduler with its index in the array: <c>123_4</c>.</summary>
    public string? Number => Id is null || !Job.IsArray ? Id : FormattableString.Invariant($"{Id}_{Index}");
}
