using System.ComponentModel.DataAnnotations;

namespace RomHost.Clusters;

/// <summary>The keys of a cluster file (docs/cluster.md).</summary>
internal sealed record ClusterOptions : JobOptions
{
    /// <summary>Options of the jobs of a stage, by its name.</summary>
    public IReadOnlyDictionary<string, JobOptions> Stages { get; init; } = new Dictionary<string, JobOptions>();

    /// <summary>The time that a task of several runs should take [s].</summary>
    [Range(1, 604_800)]
    public int Seconds { get; init; } = 600;

    /// <summary>The most tasks of one array; the cluster's own limit holds too.</summary>
    [Range(1, 1_000_000)]
    public int? MaxArray { get; init; }

    /// <summary>The most starts of a task in a row that finish nothing.</summary>
    [Range(1, 100)]
    public int Attempts { get; init; } = 3;

    /// <summary>The time before the limit at which a task stops in good order [s].</summary>
    [Range(1, 3600)]
    public int Grace { get; init; } = 60;

    /// <summary>The words of the command that starts this program in a job; none for the present executable.</summary>
    public IReadOnlyList<string> Romhost { get; init; } = [];

    /// <summary>Works without a scheduler, in processes of this machine.</summary>
    public LocalOptions? Local { get; init; }
}
