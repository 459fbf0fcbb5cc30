using RomHost.Clusters;

namespace RomHost.Tests.Clusters;

public sealed class SlurmQueueTests
{
    // squeue of Slurm 24.11, with the format that is asked for.
    private const string Output = """
        17|3|RUNNING|None|demo.generate_training_data.20261126T190000Z-0123abcd
        17|4-9,12%2|PENDING|JobArrayTaskLimit|demo.generate_training_data.20261126T190000Z-0123abcd
        17|0|COMPLETED|None|demo.generate_training_data.20261126T190000Z-0123abcd
        17|1|NODE_FAIL|NodeDown|demo.generate_training_data.20261126T190000Z-0123abcd
        17|1|PENDING|BeginTime|demo.generate_training_data.20261126T190000Z-0123abcd
        18|N/A|PENDING|Dependency|demo.build_pod_basis.20261126T190000Z-0123abcd
        19|N/A|COMPLETING|None|a|name|with bars

        slurm_load_jobs: something else
        """;

    private static readonly SlurmQueue Queue = SlurmQueue.Parse(Output);

    [Theory]
    [InlineData("17", 3, "RUNNING", WorkState.Running)]
    [InlineData("17", 7, "PENDING", WorkState.Waiting)]
    [InlineData("17", 12, "PENDING", WorkState.Waiting)]
    [InlineData("17", 1, "PENDING", WorkState.Waiting)]
    [InlineData("18", null, "PENDING", WorkState.Waiting)]
    [InlineData("19", null, "COMPLETING", WorkState.Running)]
    public void ATask_IsFound(string id, int? task, string state, object work)
    {
        var found = Find(id, task)!;
        Assert.Equal((state, (WorkState)work), (found.State, found.Work));
        Assert.False(found.HasEnded);
    }

    [Fact]
    public void WhatIsOver_AndWhatIsNotThere_IsNotAtWork()
    {
        Assert.True(Find("17", 0)!.HasEnded);
        Assert.Null(Find("17", 11));
        Assert.Null(Find("20", null));
        Assert.Equal("a|name|with bars", Find("19", null)!.Name);
        Assert.Null(Queue.Find("19", null, "another name"));
    }

    private static QueuedJob? Find(string id, int? task) => Queue.Find(id, task, NameOf(id));

    private static string NameOf(string id) => Queue.Jobs.FirstOrDefault(job => job.Id == id)?.Name ?? "none";

    [Fact]
    public void AJob_IsFoundByItsName() =>
        Assert.Equal("18", Queue.IdOf("demo.build_pod_basis.20261126T190000Z-0123abcd"));
}
