namespace Cluster.Tests;

/// <summary>The cluster of the tests itself.</summary>
public sealed class SlurmClusterTests(SlurmCluster cluster)
{
    [Fact]
    public void WithItsInput_TheClusterEnds_ItsJobsToo()
    {
        SlurmCluster.SkipWithout();
        string own = Path.Combine(cluster.WorkingDirectory, "own");
        using var script = cluster.StartScript(own, nodes: 1);
        // Left without a parent, as a job leaves a daemon.
        cluster.SlurmOf(own, "sbatch", "--wrap", "setsid sleep 3456 & sleep 3456");
        cluster.WaitUntil(() => Sleeping() == 2, "the job runs");
        script.StandardInput.Close(); // as the system does where this process is killed
        Assert.True(script.WaitForExit(TimeSpan.FromMinutes(1)));
        Assert.Equal(0, Sleeping());
        Assert.Empty(RunningProcesses.With(own));
        Assert.False(Directory.Exists(own));
    }

    private static int Sleeping() => RunningProcesses.With("sleep\03456\0").Length;
}
