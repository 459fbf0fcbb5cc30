namespace Cluster.Tests;

/// <summary>What becomes of tasks that do not end as they should.</summary>
public sealed class LostTaskTests(LostTasks tasks) : IClassFixture<LostTasks>
{
    [Theory]
    [InlineData(LostTasks.HostKilled, "done")]
    [InlineData(LostTasks.Requeued, "done")]
    [InlineData(LostTasks.NearItsTimeLimit, "done")]
    [InlineData(LostTasks.OnALostNode, "done")]
    [InlineData(LostTasks.JobKilled, "lost")]
    [InlineData(LostTasks.JobCancelled, "lost")]
    public void ATaskThatCanBe_IsStartedAgain_AndOthersAreNamedLost(int task, string state)
    {
        SlurmCluster.SkipWithout();
        Assert.Equal(state, tasks.States[task]);
        Assert.Equal(4, tasks.ExitCode);
    }

    [Fact]
    public void SubmitMakesTheLostRunsAlone_WithTheBytesOfALocalExperiment()
    {
        SlurmCluster.SkipWithout();
        Assert.Equal(
            tasks.States.Where(task => task.Value != "done").Select(task => $"{task.Key}").Order(),
            tasks.RunsSubmittedAgain.Order());
        Assert.Equal("done", (string?)tasks.Experiment.Status(0)["state"]);
        tasks.Experiment.AssertHasTheBytesOfALocalOne();
        tasks.Experiment.AssertHasNoClaims();
    }

    [Fact]
    public void WithoutAController_StatusSaysSo()
    {
        SlurmCluster.SkipWithout();
        Assert.Equal(5, tasks.ExitCodeWithoutController);
    }
}
