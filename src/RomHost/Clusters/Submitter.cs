using System.Globalization;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Pipeline;
using RomHost.Processes;
using RomHost.Progress;

namespace RomHost.Clusters;

/// <summary>Submits the work on experiments to a scheduler, or prepares it for processes of this machine.</summary>
/// <param name="runner">The stages.</param>
/// <param name="slurm">The scheduler; null for processes of this machine.</param>
/// <param name="display">Where warnings go.</param>
internal sealed class Submitter(ExperimentRunner runner, Slurm? slurm, IProgressDisplay display) : IDisposable
{
    // Those of submissions on which this process works until it ends.
    private readonly List<Attendance> attendances = [];

    // The jobs that make an artifact of experiments that were submitted before.
    private readonly Dictionary<(string Root, string Stage, string Fingerprint), string[]> makers = [];

    private readonly Lazy<int> mostTasks = new(() => slurm?.MostTasks() ?? int.MaxValue);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var attendance in attendances) attendance.Dispose();
    }

    /// <summary>Plans a submission; nothing is written or submitted.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="file">The cluster file.</param>
    public ClusterPlan Plan(ExperimentContext context, ClusterFile file)
    {
        var submissions = new ClusterFolder(context.Folder).Submissions(display.Warn);
        return PlanOf(context, file, Queued(context, submissions));
    }

    /// <summary>
    /// Submits what is missing or stale, and what no task in the queue makes. The record is written before the first
    /// job is submitted and after each one, so that a submission that is interrupted is found.
    /// </summary>
    /// <param name="context">The experiment.</param>
    /// <param name="file">The cluster file.</param>
    /// <param name="arguments">The arguments of <c>run</c> that select the experiment in a job.</param>
    /// <returns>The submission and its plan; no submission where nothing is to be submitted.</returns>
    /// <exception cref="InvalidDataException">Jobs of another configuration are in the queue.</exception>
    /// <exception cref="SchedulerSilentException">The scheduler did not answer.</exception>
    /// <exception cref="SchedulerRefusedException">It refused a job.</exception>
    public (Submission? Submission, ClusterPlan Plan) Submit(
        ExperimentContext context, ClusterFile file, IReadOnlyList<string> arguments)
    {
        // Before the configuration is written, which jobs of another one in the queue would be confused by.
        var submissions = new ClusterFolder(context.Folder).Submissions(display.Warn);
        var queued = Queued(context, submissions);
        RefuseOthers(context, queued, ExperimentIdentity.Of(context, isUnique: false));
        return runner.Hold(context, identity => Submit(context, file, arguments, identity, submissions, queued));
    }

    private (Submission? Submission, ClusterPlan Plan) Submit(
        ExperimentContext context, ClusterFile file, IReadOnlyList<string> arguments, string identity,
        IReadOnlyList<Submission> submissions, IReadOnlyList<TaskState> queued)
    {
        var folder = new ClusterFolder(context.Folder);
        context.Folder.Make(context.Folder.Cluster);
        context.Folder.Make(context.Folder.Logs);
        using var claim = context.Store.Claim(context.Folder.Cluster, "a submission");
        // With the claim, no other process submits.
        Submission[] present =
        [
            .. folder.Submissions(display.Warn)
                .Select(one => one.Scheduler == Submission.Slurm ? one with { IsAttended = false } : one),
        ];
        // Another process submitted meanwhile, or was about to when the records were read first.
        if (present.Length != submissions.Count || submissions.Any(one => one.IsUnfinished))
        {
            queued = Queued(context, present);
            RefuseOthers(context, queued, identity);
        }
        RefuseOtherScheduler(context, queued);
        RecordFound(folder, queued);
        var plan = PlanOf(context, file, queued);
        if (plan.Jobs.Count == 0) return (null, plan);
        if (file.Text.Length > 0) AtomicFile.Write(folder.ClusterFile, stream => stream.Write(file.Text.Span));
        AtomicFile.WriteText(folder.Configuration, ConfigurationWriter.Write(context.Experiment.Document));
        slurm?.Cancel(plan.Replaced.Select(task => task.Number).OfType<string>());
        var now = context.Clock.GetUtcNow().UtcDateTime;
        var submission = new Submission(
            Submission.NewId(now), slurm is null ? Submission.Local : Submission.Slurm, context.Experiment.Name,
            identity, Environment.UserName, WorkingProcess.ThisMachine, context.Experiment.Document.Folder, now,
            plan.SecondsPerRun, plan.Stale, plan.Jobs)
        {
            Process = slurm is null ? ProcessMark.Current.ToString() : null,
        };
        var attendance = new Attendance(folder.ProcessOf(submission.Id), identity);
        using var submitting = slurm is null ? null : attendance;
        if (slurm is null) attendances.Add(attendance);
        submission.Write(folder.RecordOf(submission.Id));
        if (slurm is not null) submission = Submit(folder, submission, file, arguments);
        Remember(context, submission, plan);
        return (submission, plan);
    }

    private void Remember(ExperimentContext context, Submission submission, ClusterPlan plan)
    {
        if (RootOf(context) is not { } root) return;
        foreach (var (stage, fingerprints) in plan.Makes)
        {
            string[] ids =
            [
                .. submission.Jobs.Where(job => job.Stage == stage)
                    .Select(job => job.Id ?? LocalTask.KeyOf(submission, job.Job)),
            ];
            foreach (string fingerprint in fingerprints) makers.TryAdd((root, stage, fingerprint), ids);
        }
    }

    // Null where nothing is taken from other experiments.
    private static string? RootOf(ExperimentContext context) =>
        context.Store.Others is not null ? Path.GetDirectoryName(context.Folder.Root) : null;

    /// <summary>Returns the words that start this program.</summary>
    /// <param name="file">The cluster file.</param>
    public static IReadOnlyList<string> ProgramOf(ClusterFile file)
    {
        if (file.Options.Romhost.Count > 0) return file.Options.Romhost;
        var (program, first) = HostProgram.Find();
        return [program, .. first];
    }

    private static void RefuseOthers(ExperimentContext context, IReadOnlyList<TaskState> queued, string identity)
    {
        if (queued.FirstOrDefault(task => task.Submission.Identity != identity) is not { } foreign) return;
        throw new InvalidDataException(
            $"jobs of another configuration, or of another build of the programs, work on {context.Folder.Root} "
            + $"({foreign.Job.Job}: {foreign.Number ?? foreign.Submission.Id}): wait for them, or end them with "
            + "romhost cancel");
    }

    // Tasks here cannot wait for jobs there, nor jobs for tasks.
    private void RefuseOtherScheduler(ExperimentContext context, IReadOnlyList<TaskState> queued)
    {
        string own = slurm is null ? Submission.Local : Submission.Slurm;
        if (queued.FirstOrDefault(task => task.Submission.Scheduler != own) is not { } other) return;
        string where = other.Submission.Scheduler == Submission.Local
            ? $"processes of {other.Submission.Machine.Split('/')[0]}"
            : "jobs of Slurm";
        throw new InvalidDataException(
            $"{where} work on {context.Folder.Root} ({other.Job.Job}: {other.Number ?? other.Submission.Id}), for "
            + "which this submission cannot wait: wait for them, or end them with romhost cancel");
    }

    // Jobs of a submission that was interrupted before it recorded their number.
    private static void RecordFound(ClusterFolder folder, IReadOnlyList<TaskState> queued)
    {
        foreach (var found in queued.Where(task => task.Job.Id is null && task.Id is not null)
            .GroupBy(task => task.Submission.Id))
        {
            found.Aggregate(found.First().Submission, (submission, task) => submission.With(task.Job.Job, task.Id!))
                .Write(folder.RecordOf(found.Key));
        }
    }

    private ClusterPlan PlanOf(ExperimentContext context, ClusterFile file, IReadOnlyList<TaskState> queued) =>
        ClusterPlan.Of(
            context, runner.Stages, runner.Plan(context), file,
            Math.Min(mostTasks.Value, file.Options.MaxArray ?? int.MaxValue), queued,
            (stage, fingerprint) =>
                RootOf(context) is { } root ? makers.GetValueOrDefault((root, stage, fingerprint), []) : []);

    // Tasks that run or wait. Where nothing was submitted, the scheduler is not asked.
    private IReadOnlyList<TaskState> Queued(ExperimentContext context, IReadOnlyList<Submission> submissions)
    {
        var users = submissions.Where(one => one.Scheduler == Submission.Slurm).Select(one => one.User).ToArray();
        var queue = users.Length == 0 ? SlurmQueue.Empty : (slurm ?? Patient(context)).Queue(users);
        return
        [
            .. ClusterStatus.Of(context.Folder, submissions, queue).Tasks
                .Where(task => task.State is WorkState.Running or WorkState.Waiting),
        ];
    }

    private Slurm Patient(ExperimentContext context) =>
        new(TimeSpan.FromSeconds(60), context.Clock, display.Warn, context.Cancellation);

    private Submission Submit(
        ClusterFolder folder, Submission submission, ClusterFile file, IReadOnlyList<string> arguments)
    {
        var script = new JobScript(folder, submission, ProgramOf(file), arguments);
        foreach (var job in submission.Jobs)
        {
            if (File.Exists(folder.CancelledOf(submission.Id)))
            {
                throw new SchedulerRefusedException(
                    $"romhost cancel was called meanwhile: {job.Job} and what comes after it is not submitted");
            }
            var options = file.For(job);
            AtomicFile.WriteText(
                folder.ScriptOf(submission.Id, job.Job), script.TextOf(job, options, file.Options.Attempts));
            var call = SbatchArguments.Of(folder, submission, job, options, file.Options.Grace);
            string id;
            try
            {
                id = slurm!.Submit(call, () => slurm.Queue([submission.User]).IdOf(submission.NameOf(job)));
            }
            catch (SchedulerRefusedException e)
            {
                throw new SchedulerRefusedException(
                    $"sbatch refused {job.Job} of {submission.ExperimentName}: {e.Message}{Before(submission)}");
            }
            catch (SchedulerSilentException e)
            {
                throw new SchedulerSilentException(
                    $"{job.Job} of {submission.ExperimentName} is not submitted: {e.Message}{Before(submission)}");
            }
            submission = submission.With(job.Job, id);
            submission.Write(folder.RecordOf(submission.Id));
        }
        return submission;
    }

    private static string Before(Submission submission)
    {
        string[] submitted =
            [.. submission.Jobs.Where(job => job.Id is not null).Select(job => $"{job.Job} {job.Id}")];
        return submitted.Length == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"\n{NumberText.Count(submitted.Length, "job")} before it stay in the queue "
            + $"({string.Join(", ", submitted)}): romhost submit again submits the others, romhost cancel ends them");
    }
}
