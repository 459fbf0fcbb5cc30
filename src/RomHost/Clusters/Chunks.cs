namespace RomHost.Clusters;

/// <summary>Divides runs into tasks, and tasks into arrays.</summary>
internal static class Chunks
{
    /// <summary>
    /// Divides runs into tasks of nearly equal size, as many in each as fit into a time, at least one.
    /// </summary>
    /// <param name="runs">Indices of the runs, ascending.</param>
    /// <param name="secondsPerRun">The time of a run on one processor [s].</param>
    /// <param name="cpus">The processors of a task.</param>
    /// <param name="seconds">The time that a task should take [s].</param>
    public static IReadOnlyList<ClusterTask> OfRuns(
        IReadOnlyList<int> runs, double secondsPerRun, int cpus, double seconds)
    {
        if (runs.Count == 0) return [];
        double most = Math.Clamp(Math.Floor(seconds * cpus / Math.Max(secondsPerRun, 1e-3)), 1, runs.Count);
        int count = (int)Math.Ceiling(runs.Count / most);
        return
        [
            .. Enumerable.Range(0, count).Select(k => new ClusterTask(
                RunIndices.TextOf([.. runs.Skip(First(k)).Take(First(k + 1) - First(k))]))),
        ];

        int First(int task) => (int)((long)task * runs.Count / count);
    }

    /// <summary>Divides tasks into arrays that the scheduler accepts.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="most">The most tasks of an array.</param>
    public static IEnumerable<IReadOnlyList<ClusterTask>> Arrays(IReadOnlyList<ClusterTask> tasks, int most) =>
        tasks.Chunk(Math.Max(most, 1));
}
