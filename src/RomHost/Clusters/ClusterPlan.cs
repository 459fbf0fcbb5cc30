using System.Globalization;
using RomHost.Artifacts;
using RomHost.Pipeline;

namespace RomHost.Clusters;

/// <summary>What a submission of an experiment submits.</summary>
/// <param name="Jobs">The jobs, each after those that it waits for.</param>
/// <param name="Replaced">
/// Waiting tasks of earlier submissions that are submitted again, since what comes before them is.
/// </param>
/// <param name="SecondsPerRun">The time of a run by stage that the size of tasks was chosen by [s].</param>
/// <param name="Assumed">The stages of which no run was measured before.</param>
/// <param name="Makes">Fingerprints of the artifacts of each stage that another experiment may take over.</param>
/// <param name="Stale">Records that exist and are made again, with their time in ticks.</param>
internal sealed record ClusterPlan(
    IReadOnlyList<ClusterJob> Jobs, IReadOnlyList<TaskState> Replaced,
    IReadOnlyDictionary<string, double> SecondsPerRun, IReadOnlyList<string> Assumed,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Makes, IReadOnlyDictionary<string, long> Stale)
{
    /// <summary>Plans the jobs that make what is missing or stale, and what no task in the queue makes.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="stages">The stages, in their order.</param>
    /// <param name="plans">What each stage would make.</param>
    /// <param name="file">The cluster file.</param>
    /// <param name="mostTasks">The most tasks of an array.</param>
    /// <param name="queued">Tasks of earlier submissions that run or wait.</param>
    /// <param name="madeBy">
    /// Returns the numbers of jobs of other experiments that make an artifact, by its stage and fingerprint.
    /// </param>
    public static ClusterPlan Of(
        ExperimentContext context, IReadOnlyList<Stage> stages, IReadOnlyList<StagePlan> plans, ClusterFile file,
        int mostTasks, IReadOnlyList<TaskState> queued, Func<string, string, IEnumerable<string>> madeBy)
    {
        var (jobs, replaced) = (new List<ClusterJob>(), new List<TaskState>());
        var (times, assumed) = (new Dictionary<string, double>(), new List<string>());
        var stale = new Dictionary<string, long>();
        var makes = new Dictionary<string, IReadOnlyList<string>>();
        var measured = new RunTimes(context);
        foreach (var kind in JobKind.Of(stages, context.Experiment))
        {
            StageItem[] items =
            [
                .. plans.Where(plan => kind.Stages.Any(stage => stage.Name == plan.Stage))
                    .SelectMany(plan => plan.ToMake).Select(one => one.Item),
            ];
            if (items.Length == 0) continue;
            TaskState[] present = [.. queued.Where(task => task.Job.Stage == kind.Name)];
            // What waits for something that is submitted now would begin before it.
            bool isRenewed = jobs.Any(job => kind.Needs.Contains(job.Stage));
            TaskState[] waiting = isRenewed ? [.. present.Where(task => task.State == WorkState.Waiting)] : [];
            var others = new TaskSet();
            foreach (var task in present.Except(waiting)) others.Add(task.Task);
            var tasks = Tasks(items.Where(item => !others.Makes(item.Model, item.Run))).ToArray();
            if (tasks.Length == 0) continue;
            replaced.AddRange(waiting);
            string[] fingerprints =
            [
                .. items.Where(item => item.Awaits is null && item.Artifact.Reuse is not null)
                    .Select(item => item.Artifact.Fingerprint),
            ];
            makes[kind.Name] = fingerprints;
            foreach (var item in items) AddStale(item.Artifact.RecordPath);
            jobs.AddRange(Arrays(kind.Name, [.. kind.Stages.Select(stage => stage.Name)], kind.IsExclusive,
                kind.Needs, RecordsOf(context.Folder, items, kind.IsByRun(context.Experiment)), tasks,
                // What another experiment makes first is linked then.
                fingerprints.SelectMany(one => madeBy(kind.Name, one)).Distinct()));

            IEnumerable<ClusterTask> Tasks(IEnumerable<StageItem> missing)
            {
                if (kind.IsByRun(context.Experiment))
                {
                    int[] runs = [.. missing.Select(item => item.Run).OfType<int>().Distinct().Order()];
                    // What belongs to no single run is made with any of them, and alone where nothing else is.
                    if (runs.Length == 0) return missing.Any() ? [new ClusterTask()] : [];
                    (double seconds, bool isMeasured) = measured.Of(kind.Name);
                    times[kind.Name] = seconds;
                    if (!isMeasured) assumed.Add(kind.Name);
                    return Chunks.OfRuns(runs, seconds, file.For(kind.Name).Cpus ?? 1, file.Options.Seconds);
                }
                if (kind.IsByModel)
                {
                    return missing.Select(item => item.Model).OfType<string>().Distinct()
                        .Select(model => new ClusterTask(Model: model));
                }
                return missing.Any() ? [new ClusterTask()] : [];
            }
        }
        AddSummary();
        return new(jobs, replaced, times, assumed, makes, stale);

        void AddSummary()
        {
            TaskState[] present = [.. queued.Where(task => task.Job.Stage == ClusterFile.Summary)];
            if (jobs.Count == 0 && (present.Length > 0 || File.Exists(context.Folder.Summary))) return;
            replaced.AddRange(present.Where(task => task.State == WorkState.Waiting));
            AddStale(context.Folder.Summary);
            string[] all = [.. JobKind.Of(stages, context.Experiment).Select(kind => kind.Name)];
            jobs.AddRange(Arrays(
                ClusterFile.Summary, [ClusterFile.Summary], false, all, [context.Folder.NameOf(context.Folder.Summary)],
                [new ClusterTask()], []));
        }

        IEnumerable<ClusterJob> Arrays(
            string stage, IReadOnlyList<string> steps, bool isExclusive, IReadOnlyList<string> needs,
            IReadOnlyList<string> records, IReadOnlyList<ClusterTask> tasks, IEnumerable<string> others)
        {
            string[] after = [.. jobs.Where(job => needs.Contains(job.Stage)).Select(job => job.Job)];
            string[] afterIds =
            [
                .. queued.Except(replaced).Where(task => needs.Contains(task.Job.Stage)).Select(task => task.Id)
                    .OfType<string>().Concat(others).Distinct(),
            ];
            return Chunks.Arrays(tasks, mostTasks).Select((array, k) => new ClusterJob(
                k == 0 ? stage : string.Create(CultureInfo.InvariantCulture, $"{stage}-{k + 1}"), stage, steps,
                isExclusive, after, afterIds, records, array)).ToArray();
        }

        void AddStale(string path)
        {
            if (File.Exists(path)) stale[context.Folder.NameOf(path)] = File.GetLastWriteTimeUtc(path).Ticks;
        }
    }

    // Those of runs are alike; those of models are named where all models have them.
    private static IReadOnlyList<string> RecordsOf(
        ExperimentFolder folder, IReadOnlyList<StageItem> items, bool isByRun)
    {
        if (isByRun)
        {
            return
            [
                .. items.Where(item => item.Run is not null).Select(item => folder.NameOf(item.Artifact.RecordPath)
                    .Replace(RunFolder.NameOf(item.Run!.Value), ClusterJob.Run)).Distinct(),
            ];
        }
        string[] models = [.. items.Select(item => item.Model).OfType<string>().Distinct()];
        return
        [
            .. items.Select(item => (item.Model, Path: folder.NameOf(item.Artifact.RecordPath)))
                .Select(one => one.Model is { } model
                    ? one.Path.Replace($".{model}.", $".{ClusterJob.Model}.")
                    : one.Path)
                .GroupBy(path => path)
                .Where(group => !group.Key.Contains(ClusterJob.Model) || group.Count() == models.Length)
                .Select(group => group.Key),
        ];
    }
}
