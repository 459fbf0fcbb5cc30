using RomHost.Artifacts;
using RomHost.Clusters;

namespace RomHost.Tests.Clusters;

public sealed class ClusterStatusTests
{
    [Fact]
    public void OfTwiceAsManyTasks_CostsTwiceAsMuch()
    {
        using var folder = new TestFolder();
        _ = BytesFor(folder, 10); // what the first call makes once
        Assert.InRange((double)BytesFor(folder, 800) / BytesFor(folder, 400), 1, 3);
    }

    // Memory that is allocated for reading tasks that were all submitted twice.
    private static long BytesFor(TestFolder folder, int tasks)
    {
        var (first, second) = (SubmissionOf(1, tasks), SubmissionOf(2, tasks));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var status = ClusterStatus.Of(new ExperimentFolder(folder.Path), [first, second], SlurmQueue.Empty);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(tasks, status.Tasks.Count);
        return bytes;
    }

    private static Submission SubmissionOf(int number, int tasks) => new(
        $"20261126T19000{number}Z-0123abcd", Submission.Slurm, "small", "", "me", "here", "/", DateTime.UnixEpoch,
        new Dictionary<string, double>(), new Dictionary<string, long>(),
        [
            new ClusterJob(
                "simulate", "simulate", [], false, [], [], [],
                [.. Enumerable.Range(0, tasks).Select(k => new ClusterTask($"{k}"))])
            {
                Id = $"{number}",
            },
        ]);
}
