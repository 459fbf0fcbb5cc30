using System.Globalization;
using System.Text.Json.Serialization;

namespace RomHost.Clusters;

/// <summary>One job, or one array of jobs: all tasks of a stage, or as many as an array may have.</summary>
/// <param name="Job">Its name: that of the stage; <c>-2</c>, <c>-3</c>, … follow for further arrays.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Steps">The stages that a task makes one after the other.</param>
/// <param name="Exclusive">Whether a task needs a machine alone, since it measures times.</param>
/// <param name="After">Names of the jobs that end before it begins.</param>
/// <param name="AfterIds">Numbers of jobs of earlier submissions that end before it begins.</param>
/// <param name="Records">
/// The records of its artifacts, relative to the experiment's folder, with <c>{run}</c> for a run's folder and
/// <c>{model}</c> for a model's name.
/// </param>
/// <param name="Tasks">Its tasks.</param>
internal sealed record ClusterJob(
    string Job, string Stage, IReadOnlyList<string> Steps, bool Exclusive, IReadOnlyList<string> After,
    IReadOnlyList<string> AfterIds, IReadOnlyList<string> Records, IReadOnlyList<ClusterTask> Tasks)
{
    /// <summary>The placeholder of a run's folder in a record's path.</summary>
    public const string Run = "{run}";

    /// <summary>The placeholder of a model's name in a record's path.</summary>
    public const string Model = "{model}";

    /// <summary>Its number at the scheduler; null before it is submitted, and without a scheduler.</summary>
    public string? Id { get; init; }

    /// <summary>Whether it is an array.</summary>
    [JsonIgnore]
    public bool IsArray => Tasks.Count > 1;

    /// <summary>Returns the log of a task, relative to the experiment's folder.</summary>
    /// <param name="id">The number of the job, or the name of the submission where there is no scheduler.</param>
    /// <param name="task">The task's index.</param>
    public string LogOf(string id, int task) => LogOf(id, task.ToString(CultureInfo.InvariantCulture));

    /// <summary>Returns the log of a task as a pattern.</summary>
    /// <param name="id">What stands for the number of the job.</param>
    /// <param name="task">What stands for the task's index.</param>
    public string LogOf(string id, string task) => $"logs/{Job}.{id}{(IsArray ? "_" + task : "")}.log";
}
