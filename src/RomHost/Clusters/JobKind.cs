using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Pipeline;

namespace RomHost.Clusters;

/// <summary>The stages that one job makes, and what it waits for.</summary>
/// <param name="Name">The name of the job: that of its first stage.</param>
/// <param name="Stages">The stages.</param>
/// <param name="Needs">The names of the jobs that make what it reads.</param>
internal sealed record JobKind(string Name, IReadOnlyList<Stage> Stages, IReadOnlyList<string> Needs)
{
    /// <summary>Whether it measures times, for which it is alone on its machine.</summary>
    public bool IsExclusive => Stages.Any(stage => stage.IsExclusive);

    /// <summary>Whether its work is divided by runs.</summary>
    /// <param name="experiment">The experiment.</param>
    public bool IsByRun(Experiment experiment) => Stages[0].RunsOf(experiment) > 0;

    /// <summary>Whether its work is divided by models.</summary>
    public bool IsByModel => Stages[0].IsByModel;

    /// <summary>
    /// Returns the jobs of an experiment, each after those that it waits for. Stages that follow each other and have no
    /// parts share one: a job of its own would wait in the queue for seconds of work.
    /// </summary>
    /// <param name="stages">The stages, in their order.</param>
    /// <param name="experiment">The experiment.</param>
    public static IReadOnlyList<JobKind> Of(IReadOnlyList<Stage> stages, Experiment experiment)
    {
        var groups = new List<List<Stage>>();
        foreach (var stage in stages)
        {
            if (groups.Count > 0 && IsWhole(groups[^1][^1]) && IsWhole(stage)) groups[^1].Add(stage);
            else groups.Add([stage]);
        }
        string JobOf(string stage) => groups.Single(group => group.Any(one => one.Name == stage))[0].Name;
        return
        [
            .. groups.Select(group => new JobKind(
                group[0].Name, group,
                [
                    .. group.SelectMany(stage => stage.Needs(Part.Whole)).Select(need => JobOf(need.Stage))
                        .Where(name => name != group[0].Name).Distinct(),
                ])),
        ];

        bool IsWhole(Stage stage) => stage.RunsOf(experiment) == 0 && !stage.IsByModel && !stage.IsExclusive;
    }

    /// <summary>Returns the names of all jobs, for which a cluster file may have options.</summary>
    /// <param name="stages">The stages, in their order.</param>
    /// <param name="experiment">The experiment.</param>
    public static IReadOnlyList<string> Names(IReadOnlyList<Stage> stages, Experiment experiment) =>
        [.. Of(stages, experiment).Select(kind => kind.Name), ClusterFile.Summary];
}
