namespace Cluster.Tests;

/// <summary>Experiments that nothing happens to.</summary>
public sealed class SubmittedExperimentTests(SlurmCluster cluster)
{
    [Fact]
    public void AnExperimentOfTwoHundredRuns_HasTheBytesOfALocalOne_WhereArraysHoldEleven()
    {
        SlurmCluster.SkipWithout();
        var experiment = new ClusterExperiment(cluster, "many", "many").Write("""
            partition: main
            time: "10"
            cpus: 3
            seconds: 240
            """);
        experiment.Submit().Expect(0);
        var arrays = ClusterExperiment.Jobs(experiment.Submissions().Single(), "generate_training_data");
        Assert.All(arrays, job => Assert.InRange(job["tasks"]!.AsArray().Count, 1, SlurmCluster.MaxArraySize));
        Assert.True(arrays.Length > 1, "the runs are in one array");
        cluster.WaitUntilIdle();
        Assert.Equal("done", (string?)experiment.Status(0)["state"]);
        experiment.AssertHasTheBytesOfALocalOne();
        experiment.AssertHasNoClaims();
        Assert.Equal(0, cluster.AccountingQueries);
        // There is nothing left to do.
        experiment.Submit().Expect(0);
        Assert.Empty(cluster.Queue());
    }

    [Fact]
    public void CancelLeavesNothing_AndSubmitContinues()
    {
        SlurmCluster.SkipWithout();
        var experiment = new ClusterExperiment(cluster, "held", "cancelled").Write("""
            time: "10"
            cpus: 2
            """);
        experiment.HoldRuns();
        experiment.Submit().Expect(0);
        cluster.WaitUntil(() => experiment.BegunRuns >= 2, "some runs have begun");
        cluster.Romhost("cancel", experiment.Folder).Expect(0);
        Assert.Empty(cluster.Queue());
        cluster.WaitUntil(() => cluster.JobProcesses().Length == 0, "no process of a job is left");
        experiment.AssertHasNoClaims();
        Assert.Equal("cancelled", (string?)experiment.Status(0)["state"]);
        experiment.ReleaseRuns();
        experiment.Submit().Expect(0);
        cluster.WaitUntilIdle();
        Assert.Equal("done", (string?)experiment.Status(0)["state"]);
        experiment.AssertHasTheBytesOfALocalOne();
    }

    [Fact]
    public void WhereTheControllerIsStoppedForAWhile_SubmitWaits_AndNoJobIsThereTwice()
    {
        SlurmCluster.SkipWithout();
        var experiment = new ClusterExperiment(cluster, "held", "stopped").Write("""
            time: "10"
            cpus: 2
            """);
        cluster.SignalDaemon("-STOP", "slurmctld");
        Assert.Contains("does not answer", experiment.Submit("--wait", "1").Expect(5).Error);
        cluster.SignalDaemon("-CONT", "slurmctld");
        // It stops when the first job is submitted, for longer than sbatch waits: the job is there later.
        int controller = cluster.PidOf("slurmctld");
        cluster.Replace("sbatch", $"""
            if mkdir controller_stopped; then
              kill -STOP {controller}
              setsid sh -c 'sleep 7; kill -CONT {controller}' > /dev/null 2>&1 &
            fi
            """);
        experiment.Submit().Expect(0);
        Assert.True(Directory.Exists(Path.Combine(cluster.WorkingDirectory, "controller_stopped")));
        string[] jobs = [.. cluster.Slurm("squeue", "--noheader", "--format=%j %F", "--states=all").Distinct()];
        string[] names = [.. jobs.Select(job => job.Split(' ')[0])];
        Assert.Equal(names.Distinct(), names);
        cluster.WaitUntilIdle();
        Assert.Equal("done", (string?)experiment.Status(0)["state"]);
        experiment.AssertHasTheBytesOfALocalOne();
    }
}
