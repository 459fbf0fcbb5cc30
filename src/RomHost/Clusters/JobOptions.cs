using System.ComponentModel.DataAnnotations;

namespace RomHost.Clusters;

/// <summary>What a cluster file says of jobs: of all, or of those of one stage.</summary>
internal record JobOptions
{
    /// <summary>The partition.</summary>
    public string? Partition { get; init; }

    /// <summary>The account that pays.</summary>
    public string? Account { get; init; }

    /// <summary>The longest time of a task, as sbatch takes it: <c>2:00:00</c>.</summary>
    public string? Time { get; init; }

    /// <summary>The memory of a task, as sbatch takes it: <c>8G</c>.</summary>
    public string? Memory { get; init; }

    /// <summary>Processors of a task, and the threads that it uses.</summary>
    [Range(1, 1024)]
    public int? Cpus { get; init; }

    /// <summary>
    /// Further options of sbatch, without their dashes; <c>true</c> for one that takes no value, <c>false</c> for none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Lines of shell before the program, such as <c>module load</c>.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Returns these options with those of a stage in their place.</summary>
    /// <param name="stage">The options of the stage; its lines of shell come after these.</param>
    public JobOptions With(JobOptions stage) => new()
    {
        Partition = stage.Partition ?? Partition,
        Account = stage.Account ?? Account,
        Time = stage.Time ?? Time,
        Memory = stage.Memory ?? Memory,
        Cpus = stage.Cpus ?? Cpus,
        Options = new Dictionary<string, string>(
            Options.Where(option => !stage.Options.ContainsKey(option.Key)).Concat(stage.Options)),
        Before = [.. Before, .. stage.Before],
    };
}
