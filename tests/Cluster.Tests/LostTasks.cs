using System.Text.Json.Nodes;

namespace Cluster.Tests;

/// <summary>
/// One experiment, to whose training runs, a task each, something happens in their middle: what became of them, before
/// and after it is submitted again.
/// </summary>
public sealed class LostTasks(SlurmCluster cluster) : IAsyncLifetime
{
    /// <summary>The indices of the tasks, by what happens to them.</summary>
    public const int HostKilled = 0, JobKilled = 1, JobCancelled = 2, Requeued = 3, NearItsTimeLimit = 4,
        OutOfTime = 5, OnALostNode = 6;

    private const string Stage = "generate_training_data";

    /// <summary>The exit code of <c>romhost status</c> while the controller was stopped.</summary>
    public int ExitCodeWithoutController { get; private set; }

    /// <summary>The states of tasks when the queue was empty.</summary>
    public IReadOnlyDictionary<int, string> States { get; private set; } = new Dictionary<int, string>();

    /// <summary>The exit code of <c>romhost status</c>, which says them.</summary>
    public int ExitCode { get; private set; }

    /// <summary>The runs that the second submission makes.</summary>
    public string[] RunsSubmittedAgain { get; private set; } = [];

    /// <summary>The experiment, which was submitted twice.</summary>
    internal ClusterExperiment Experiment { get; } = new(cluster, "held", "lost");

    public ValueTask InitializeAsync()
    {
        if (!SlurmCluster.IsInstalled) return ValueTask.CompletedTask;
        string[] nodes = [.. SlurmCluster.Nodes];
        Experiment.Write("""
            time: "30"
            seconds: 1
            """);
        Experiment.HoldRuns();

        try
        {
            HitEachTask(nodes);
        }
        finally
        {
            Experiment.ReleaseRuns();
        }
        cluster.WaitUntilIdle();
        cluster.Start(nodes[1]);
        cluster.Resume(nodes[1]);
        var status = cluster.Romhost("status", Experiment.Folder, "--json");
        ExitCode = status.ExitCode;
        States = ClusterExperiment.StatesOf(
            JsonNode.Parse(status.Output)!["experiments"]!.AsArray().Single()!, Stage);

        Experiment.Submit().Expect(0);
        RunsSubmittedAgain =
        [
            .. ClusterExperiment.Jobs(Experiment.Submissions()[^1], Stage)
                .SelectMany(job => job["tasks"]!.AsArray().Select(task => (string)task!["runs"]!)),
        ];
        cluster.WaitUntilIdle();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void HitEachTask(string[] nodes)
    {
        // All but the last begin on the first node, which has as many processors.
        cluster.SetNode(nodes[1], "DRAIN");
        Experiment.Submit().Expect(0);
        cluster.WaitUntil(() => Experiment.BegunRuns == OnALostNode, "the runs of the first node have begun");
        cluster.SetNode(nodes[1], "RESUME");
        cluster.WaitUntil(() => Experiment.BegunRuns > OnALostNode, "the run of the second node has begun");
        string array = (string)ClusterExperiment.Jobs(Experiment.Submissions()[0], Stage)[0]["id"]!;

        RestartTheController();
        LoseTheNode(nodes[1]);
        SlurmCluster.Signal("-KILL", cluster.HostOf(array, HostKilled, "run"));
        SlurmCluster.Signal("-KILL", cluster.ProcessesOf(array, JobKilled));
        cluster.Slurm("scancel", $"{array}_{JobCancelled}");
        cluster.Slurm("scontrol", "requeue", $"{array}_{Requeued}");
        // Limits are looked at twice a minute.
        int[] limited = [NearItsTimeLimit, OutOfTime];
        int[] first = [.. limited.Select(task => cluster.ProcessesOf(array, task)[0])];
        cluster.Slurm("scontrol", "update", $"JobId={array}_{NearItsTimeLimit}", "TimeLimit=1");
        cluster.Slurm("scontrol", "update", $"JobId={array}_{OutOfTime}", "EndTime=now");
        cluster.WaitUntil(
            () => !limited.SelectMany(task => cluster.ProcessesOf(array, task)).Intersect(first).Any(),
            "the tasks whose time is up end");
    }

    private void RestartTheController()
    {
        cluster.SignalDaemon("-TERM", "slurmctld");
        ExitCodeWithoutController = cluster.Romhost("status", Experiment.Folder, "--wait", "1").ExitCode;
        cluster.Start("slurmctld");
        cluster.WaitUntil(() => cluster.Answers, "the controller answers");
    }

    // Its daemon ends, and its jobs go on unseen, as on a node that the network lost.
    private void LoseTheNode(string node)
    {
        cluster.SignalDaemon("-KILL", node);
        cluster.SetNode(node, "DOWN");
    }
}
