using RomHost.Artifacts;
using RomHost.Cli;
using RomHost.Clusters;
using RomHost.Configuration;
using RomHost.Pipeline;
using RomHost.Tests.Pipeline;

namespace RomHost.Tests.Clusters;

/// <summary>What is submitted of an experiment, and how its state is read from files and a queue.</summary>
public sealed class ClusterPlanTests : IDisposable
{
    private const string Two = "models=[{name: HOLD, plugin: hold}, {name: HALF, plugin: factor, factor: 0.5}]";
    private const string Id = "20261126T190000Z-0123abcd", Later = "20261126T200000Z-0123abcd";

    private readonly SmallExperiment experiment = new(Two);

    private string? madeElsewhere;

    private StageRunner Stages => new(experiment);

    public void Dispose() => experiment.Dispose();

    [Fact]
    public void AnExperimentThatIsNotBegun_IsAChainOfJobs()
    {
        var jobs = Plan().Jobs;
        Assert.Equal(
            [
                "generate_training_data 0-2 after ", "build_pod_basis  after generate_training_data",
                "train_models HOLD HALF after build_pod_basis", "generate_test_data 0-1 after ",
                "evaluate_models 0-1 after build_pod_basis train_models generate_test_data",
                "summary  after generate_training_data build_pod_basis train_models generate_test_data evaluate_models",
            ],
            jobs.Select(job => $"{job.Job} {string.Join(' ', job.Tasks.Select(task => task.Runs ?? task.Model))} after "
                + string.Join(' ', job.After)));
        Assert.Equal(["build_pod_basis", "build_latent_dataset"], jobs[1].Steps);
        Assert.Equal(
            ["test/{run}/references.json", "test/{run}/evaluation_hold.json", "test/{run}/evaluation_half.json"],
            jobs[4].Records);
        Assert.Equal(["stages/train_models.{model}.json"], jobs[2].Records);
        Assert.Equal(["summary.json"], jobs[5].Records);
    }

    [Fact]
    public void WhatFailed_HasNoTimeThatWasMeasured()
    {
        Stages.Run();
        foreach (var run in experiment.Folder.Runs(Split.Test))
        {
            File.Delete(run.References);
            foreach (string model in (string[])["HOLD", "HALF"])
            {
                var record = ArtifactRecord.Read(run.Evaluation(model))!;
                var inputs = new Dictionary<string, string>(record.Inputs) { [Staleness.Outcome] = Staleness.Failed };
                (record with { Inputs = inputs, Seconds = 0 }).Sealed().Write(run.Evaluation(model));
            }
        }
        Assert.Equal(60, Plan().SecondsPerRun["evaluate_models"]);
    }

    [Fact]
    public void WhatIsDone_IsNotSubmitted_AndTasksHaveTheTimesThatWereMeasured()
    {
        Assert.Equal(60, Plan().SecondsPerRun["generate_test_data"]);
        Assert.Contains("generate_test_data", Plan().Assumed);
        Stages.Run();
        Assert.Empty(Plan().Jobs);
        File.Delete(experiment.Folder.Run(Split.Test, 1).Metadata);
        var plan = Plan();
        Assert.Equal(["generate_test_data", "summary"], plan.Jobs.Select(job => job.Job));
        Assert.Equal("1", Assert.Single(plan.Jobs[0].Tasks).Runs);
        Assert.DoesNotContain("generate_test_data", plan.Assumed);
        Assert.InRange(plan.SecondsPerRun["generate_test_data"], 0, 59);
        Assert.Equal(["generate_test_data"], plan.Jobs[1].After);
        Assert.Contains("summary.json", plan.Stale.Keys);
    }

    [Fact]
    public void WhatBelongsToNoSingleRun_IsMadeByOneTask_WhereNothingElseIsMissing()
    {
        experiment.Configure(
            Two, "simulator.noise=0.2", "test.replicas=0",
            "evaluation={ensemble: {members: 4}, calibration: {runs: 9}}");
        Assert.Equal("0-1", Assert.Single(Plan().Jobs, job => job.Job == "evaluate_models").Tasks.Single().Runs);
        Stages.Run();
        Assert.Empty(Plan().Jobs);
        File.Delete(experiment.Folder.ForecastErrors("HALF"));
        var plan = Plan();
        Assert.Equal(["evaluate_models", "summary"], plan.Jobs.Select(job => job.Job));
        Assert.Equal(new ClusterTask(), Assert.Single(plan.Jobs[0].Tasks));
        Stages.RunOnly(StageNames.Evaluation);
        Assert.Equal(["summary"], Plan().Jobs.Select(job => job.Job));
        Assert.True(File.Exists(experiment.Folder.ForecastErrors("HALF")));
    }

    [Fact]
    public void WhatAnotherExperimentMakesFirst_IsWaitedFor_AndTakenThen()
    {
        var plan = Plan();
        Assert.Equal(3, plan.Makes["generate_training_data"].Count);
        Assert.All(plan.Jobs, job => Assert.Empty(job.AfterIds));
        madeElsewhere = plan.Makes["generate_training_data"][1];
        plan = Plan();
        Assert.Equal(["17"], plan.Jobs[0].AfterIds);
        Assert.All(plan.Jobs.Skip(1), job => Assert.Empty(job.AfterIds));
    }

    [Fact]
    public void ArraysThatWouldBeTooLong_AreSeveral_AndWhatComesAfterWaitsForAll()
    {
        experiment.Configure(Two, "train.initial_conditions.0.samples=25");
        var jobs = Plan(mostTasks: 11, seconds: 60).Jobs;
        Assert.Equal(
            ["generate_training_data 11", "generate_training_data-2 11", "generate_training_data-3 3"],
            jobs.Take(3).Select(job => $"{job.Job} {job.Tasks.Count}"));
        Assert.Equal(
            ["generate_training_data", "generate_training_data-2", "generate_training_data-3"], jobs[3].After);
        Assert.Equal("24", jobs[2].Tasks[^1].Runs);
    }

    [Fact]
    public void WhatIsInTheQueue_IsNotSubmittedTwice()
    {
        var submission = Submit(Id, Plan());
        string all = string.Join('\n', submission.Jobs.Select(job => Line(submission, job, "PENDING")));
        Assert.Empty(Plan(Queued(all)).Jobs);
    }

    [Fact]
    public void WhatWasLost_IsSubmittedAgain_AndWhatWaitsForItToo()
    {
        var submission = Submit(Id, Plan(seconds: 60));
        var train = submission.Jobs[0];
        var test = submission.Jobs.Single(job => job.Stage == "generate_test_data");
        // Run 1 was lost, runs 0 and 2 are at work, and so are the test runs.
        string queue = string.Join('\n',
        [
            $"{train.Id}|0,2|RUNNING|None|{submission.NameOf(train)}",
            $"{test.Id}|0-1|RUNNING|None|{submission.NameOf(test)}",
            .. submission.Jobs.Where(job => job != train && job != test)
                .Select(job => Line(submission, job, "PENDING")),
        ]);
        var plan = Plan(Queued(queue), seconds: 60);
        Assert.Equal(
            ["generate_training_data", "build_pod_basis", "train_models", "evaluate_models", "summary"],
            plan.Jobs.Select(job => job.Job));
        Assert.Equal("1", Assert.Single(plan.Jobs[0].Tasks).Runs);
        Assert.Equal([train.Id!], plan.Jobs[1].AfterIds);
        Assert.Equal([test.Id!], plan.Jobs[3].AfterIds);
        Assert.Equal(
            ["build_pod_basis", "train_models", "train_models", "evaluate_models", "evaluate_models", "summary"],
            plan.Replaced.Select(task => task.Job.Job));
    }

    [Fact]
    public void States_AreReadFromMarks_QueueAndRecords()
    {
        var plan = Plan(seconds: 60);
        var submission = Submit(Id, plan);
        var folder = new ClusterFolder(experiment.Folder);
        var (train, models) = (submission.Jobs[0], submission.Jobs[2]);
        string queue = $"{train.Id}|2|RUNNING|None|{submission.NameOf(train)}\n"
            + $"{models.Id}|0-1|PENDING|Dependency|{submission.NameOf(models)}";
        ClusterFolder.Mark(folder.ExitOf(Id, train.Job, 0, 0));
        ClusterFolder.Mark(folder.ExitOf(Id, train.Job, 1, 4));
        Assert.Equal(
            [WorkState.Done, WorkState.Failed, WorkState.Running], StatesOf(Status(queue), train.Job));
        Assert.Equal([WorkState.Waiting, WorkState.Waiting], StatesOf(Status(queue), models.Job));
        Assert.Equal([WorkState.Lost, WorkState.Lost], StatesOf(Status(queue), "evaluate_models"));
        Assert.Equal(WorkState.Running, Status(queue).State);
        Assert.Equal([WorkState.Done, WorkState.Failed, WorkState.Unknown], StatesOf(Status(null), train.Job));
        // Its records tell that another process finished it, after the task had failed.
        Stages.RunOnly(StageNames.TrainingData);
        Assert.Equal([WorkState.Done, WorkState.Done, WorkState.Done], StatesOf(Status(""), train.Job));
        File.SetLastWriteTimeUtc(folder.ExitOf(Id, train.Job, 1, 4), DateTime.UtcNow.AddHours(1));
        Assert.Equal([WorkState.Done, WorkState.Failed, WorkState.Done], StatesOf(Status(""), train.Job));
        Assert.Equal(WorkState.Failed, Status("").State);
        ClusterFolder.Mark(folder.CancelledOf(Id));
        Assert.Equal([WorkState.Cancelled, WorkState.Cancelled], StatesOf(Status(""), "evaluate_models"));
    }

    [Fact]
    public void AForeignJobOfTheSameNumber_IsNotTheExperiments()
    {
        var submission = Submit(Id, Plan());
        string queue = string.Join('\n', submission.Jobs.Select(job => $"{job.Id}|N/A|RUNNING|None|someone else's"));
        Assert.All(Status(queue).Tasks, task => Assert.Equal(WorkState.Lost, task.State));
        Assert.Empty(SlurmQueue.Parse(queue).Of(submission));
    }

    [Fact]
    public void AJobThatIsCompleted_IsDone_ThoughItsMarkIsNotSeenYet()
    {
        var submission = Submit(Id, Plan());
        var basis = submission.Jobs[1];
        string queue = Line(submission, basis, "COMPLETED");
        Assert.Equal([WorkState.Done], StatesOf(Status(queue), basis.Job));
        ClusterFolder.Mark(new ClusterFolder(experiment.Folder).CancelledOf(Id));
        Assert.Equal([WorkState.Cancelled], StatesOf(Status(queue), basis.Job));
    }

    [Fact]
    public void DoneTasksOfAnEarlierSubmission_AreNotCountedBesideThoseThatMakeThemAgain()
    {
        var first = Submit(Id, Plan());
        var folder = new ClusterFolder(experiment.Folder);
        foreach (var job in first.Jobs)
            for (int k = 0; k < job.Tasks.Count; k++) ClusterFolder.Mark(folder.ExitOf(Id, job.Job, k, 0));
        var later = Submit(Later, Plan());
        Assert.All(Status("").Tasks, task => Assert.Equal(later.Id, task.Submission.Id));
    }

    [Theory]
    [InlineData("elsewhere/boot/pid:[1]", 5, false, nameof(WorkState.Waiting))]
    [InlineData("elsewhere/boot/pid:[1]", 61, false, nameof(WorkState.Lost))]
    [InlineData("elsewhere/boot/pid:[1]", null, false, nameof(WorkState.Lost))]
    [InlineData("elsewhere/boot/pid:[1]", 5, true, nameof(WorkState.Cancelled))]
    [InlineData(null, 61, false, nameof(WorkState.Lost))]
    public void ProcessesOfAnotherMachine_AreAlive_UntilTheyAreSilentOrCancelled_AndThoseBeforeARestartAreNot(
        string? machine, int? secondsSinceItsBeat, bool isCancelled, string expected)
    {
        var folder = new ClusterFolder(experiment.Folder);
        Directory.CreateDirectory(folder.Root);
        if (secondsSinceItsBeat is { } seconds)
        {
            var process = WorkingProcess.Current("") with { Machine = machine ?? WorkingProcess.ThisMachine + "0" };
            File.WriteAllText(folder.ProcessOf(Id), process.Text);
            File.SetLastWriteTimeUtc(folder.ProcessOf(Id), DateTime.UtcNow.AddSeconds(-seconds));
        }
        (Submit(Id, Plan()) with
        {
            Scheduler = Submission.Local,
            Process = "1-1",
            Machine = machine ?? WorkingProcess.ThisMachine.Split('/')[0] + "/another boot/pid:[1]",
        }).Write(folder.RecordOf(Id));
        if (isCancelled) ClusterFolder.Mark(folder.CancelledOf(Id));
        Assert.All(Status("").Tasks, task => Assert.Equal(expected, task.State.ToString()));
    }

    [Fact]
    public void WhileAProcessSubmits_JobsThatAreNotInTheQueueYet_Wait_AndAreLostAfterIt()
    {
        var folder = new ClusterFolder(experiment.Folder);
        var submission = Submit(Id, Plan(), hasIds: false);
        string queue = $"42|N/A|RUNNING|None|{submission.NameOf(submission.Jobs[1])}";
        using (new Attendance(folder.ProcessOf(Id), "identity"))
        {
            var tasks = Status(queue).Tasks;
            Assert.Equal("build_pod_basis", Assert.Single(tasks, task => task.State == WorkState.Running).Job.Job);
            Assert.All(
                tasks.Where(task => task.State != WorkState.Running),
                task => Assert.Equal((WorkState.Waiting, "being submitted"), (task.State, task.Reason)));
            // Whether they are in the queue, only the scheduler knows.
            Assert.All(Status(null).Tasks, task => Assert.Equal(WorkState.Unknown, task.State));
        }
        Assert.False(File.Exists(folder.ProcessOf(Id)));
        Assert.Equal([WorkState.Lost, WorkState.Lost], StatesOf(Status(queue), "train_models"));
    }

    [Fact]
    public void ASubmission_IsNotMixedWithProcessesThatWorkOnTheExperiment()
    {
        var folder = new ClusterFolder(experiment.Folder);
        var context = Stages.Context();
        Submit(Id, Plan(), hasIds: false);
        var local = folder.Submissions(_ => { })[0] with
        {
            Scheduler = Submission.Local,
            Identity = ExperimentIdentity.Of(context, isUnique: false),
        };
        local.Write(folder.RecordOf(Id));
        using var attendance = new Attendance(folder.ProcessOf(Id), local.Identity);
        using var submitter = new Submitter(
            Stages.Runner, new Slurm(default, TimeProvider.System, _ => { }, default), context.Display);
        var failure = Assert.Throws<InvalidDataException>(() => submitter.Submit(context, ClusterFile.Default, []));
        Assert.Contains("processes of here work on ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("wait for them, or end them with romhost cancel", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TasksOfJobsBefore_HaveEnded_UnlessALaterSubmissionMakesTheSame()
    {
        var folder = new ClusterFolder(experiment.Folder);
        var plan = Plan(seconds: 60);
        var submission = Submit(Id, plan);
        var artifact = new Artifact("", "", new Dictionary<string, string>());
        string? ReasonOf(string job, string stage, int? run, string? model, string id = Id) =>
            new EndedTasks(folder, new TaskName(id, job, 0), _ => { }).ReasonOf(
                stage, new StageItem(artifact) { Run = run, Model = model });
        Assert.Equal(
            "its task ended without a result, as one does that is killed: see logs/train_models.102_1.log",
            ReasonOf("evaluate_models", "train_models", null, "HALF"));
        Assert.EndsWith("logs/evaluate_models.104_1.log", ReasonOf("summary", "evaluate_models", 1, "HOLD"));
        Assert.EndsWith("logs/build_pod_basis.101.log", ReasonOf("train_models", "build_latent_dataset", null, null));
        Assert.Null(ReasonOf("train_models", "train_models", null, "HALF"));
        Assert.Null(ReasonOf("generate_test_data", "train_models", null, "HALF"));
        Assert.Null(ReasonOf("summary", "evaluate_models", 7, "HOLD"));
        Assert.Null(ReasonOf("unknown", "train_models", null, "HALF"));
        // A later one makes one of the models again, after test runs of this one.
        ClusterJob[] later =
        [
            .. submission.Jobs.Where(job => job.Stage is "train_models" or "evaluate_models").Select(job => job with
            {
                Tasks = job.Stage == "train_models" ? [new(Model: "HOLD")] : job.Tasks,
                AfterIds = ["103"],
            }),
        ];
        (submission with { Id = Later, Jobs = later }).Write(folder.RecordOf(Later));
        Assert.Null(ReasonOf("evaluate_models", "train_models", null, "HOLD"));
        Assert.NotNull(ReasonOf("evaluate_models", "train_models", null, "HALF"));
        Assert.EndsWith(
            "logs/generate_test_data.103_1.log",
            ReasonOf("evaluate_models", "generate_test_data", 1, null, Later));
    }

    [Fact]
    public void ATaskOfWhichAFailureIsRecorded_IsNotDone()
    {
        var runner = new StageRunner(experiment);
        foreach (string stage in new[] { StageNames.TrainingData, StageNames.PodBasis, StageNames.LatentDataset })
            runner.RunOnly(stage);
        Submit(Id, Plan());
        runner.RunOnly(StageNames.Training, null, "HALF");
        var folder = new ClusterFolder(experiment.Folder);
        ClusterFolder.Mark(folder.ExitOf(Id, "train_models", 0, 143));
        Assert.Equal([WorkState.Failed, WorkState.Done], StatesOf(Status(""), "train_models"));
        runner.RunOnly(StageNames.TestData);
        runner.Runner.RunOnly(
            runner.Context(), StageNames.Evaluation,
            (stage, item) => new EndedTasks(folder, new TaskName(Id, "evaluate_models", 0), _ => { })
                .ReasonOf(stage, item));
        Assert.Equal([WorkState.Failed, WorkState.Done], StatesOf(Status(""), "train_models"));
        File.Delete(folder.ExitOf(Id, "train_models", 0, 143));
        Assert.Equal([WorkState.Lost, WorkState.Done], StatesOf(Status(""), "train_models"));
        Assert.Contains("train_models", Plan().Jobs.Select(job => job.Job)); // submit tries it again
    }

    [Fact]
    public void WatchingTheStatus_GoesOn_UntilAllIsDone()
    {
        var folder = new ClusterFolder(experiment.Folder);
        File.WriteAllText(experiment.Folder.ConfigResolved, "");
        var submission = Submit(Id, Plan()) with { Scheduler = Submission.Local };
        submission.Write(folder.RecordOf(Id));
        var attendance = new Attendance(folder.ProcessOf(Id), "identity");
        (ClusterJob Job, int Task)[] tasks =
            [.. submission.Jobs.SelectMany(job => job.Tasks.Select((_, task) => (job, task)))];
        int pauses = 0;
        var command = new StatusCommand(_ =>
        {
            // All but one, then the last.
            foreach (var (job, task) in pauses++ == 0 ? tasks.SkipLast(1) : tasks.TakeLast(1))
                ClusterFolder.Mark(folder.ExitOf(Id, job.Job, task, 0));
            if (pauses == 2) attendance.Dispose();
        });
        Assert.Equal(ExitCode.Done, command.Parse([experiment.Folder.Root, "--watch"]).Invoke());
        Assert.Equal(2, pauses);
    }

    [Fact]
    public void ACopyOfAnExperiment_HasNoneOfItsJobs()
    {
        var submission = Submit(Id, Plan());
        (submission with { ExperimentName = "other" }).Write(new ClusterFolder(experiment.Folder).RecordOf(Id));
        var warnings = new List<string>();
        Assert.Empty(new ClusterFolder(experiment.Folder).Submissions(warnings.Add));
        Assert.Contains("whose jobs are its own", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void AStaleRecord_IsDoneWhenItWasMadeAnew()
    {
        Stages.Run();
        experiment.Configure(Two, "reduction.modes=2");
        Submit(Id, Plan());
        Assert.Equal([WorkState.Lost], StatesOf(Status(""), "build_pod_basis"));
        Stages.RunOnly(StageNames.PodBasis);
        Stages.RunOnly(StageNames.LatentDataset);
        Assert.Equal([WorkState.Done], StatesOf(Status(""), "build_pod_basis"));
    }

    [Fact]
    public void WhatALaterSubmissionMakes_DoesNotCountAsLost()
    {
        Submit(Id, Plan());
        var later = Submit(Later, Plan());
        string queue = string.Join('\n', later.Jobs.Select(job => Line(later, job, "PENDING")));
        var status = Status(queue);
        Assert.Equal(WorkState.Waiting, status.State);
        Assert.Equal(later.Jobs.Sum(job => job.Tasks.Count), status.Tasks.Count);
        Assert.Equal(Later, status.Last!.Id);
    }

    [Fact]
    public void AJobWhoseNumberWasNeverRecorded_IsFoundByItsName()
    {
        var plan = Plan();
        var submission = Submit(Id, plan, hasIds: false);
        string queue = $"42|N/A|PENDING|None|{submission.NameOf(submission.Jobs[1])}";
        var task = Assert.Single(Status(queue).Tasks, task => task.State == WorkState.Waiting);
        Assert.Equal("42", task.Number);
        Assert.Single(SlurmQueue.Parse(queue).Of(submission));
    }

    [Fact]
    public void ARecordOfMoreIndicesOfRunsThanAreRead_IsLeftOut()
    {
        var submission = Submit(Id, Plan());
        var most = Enumerable.Repeat(new ClusterTask($"0-{RunIndices.Most - 1}"), 10);
        var jobs = submission.Jobs.Take(1).Select(job => job with { Tasks = [.. most] });
        string path = new ClusterFolder(experiment.Folder).RecordOf(Id);
        (submission with { Jobs = [.. jobs] }).Write(path);
        Assert.Equal(10, Submission.Read(path).Jobs[0].Tasks.Count);
        jobs = jobs.Select(job => job with { Tasks = [.. job.Tasks, new ClusterTask("0")] });
        (submission with { Jobs = [.. jobs] }).Write(path);
        var failure = Assert.Throws<InvalidDataException>(() => Submission.Read(path));
        Assert.Contains("found more than 10000000 indices of runs", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"id\": \"100\"", "\"id\": \"1; rm\"", "the number '1; rm'")]
    [InlineData("\"job\": \"summary\"", "\"job\": \"../summary\"", "the job '../summary'")]
    [InlineData("\"runs\": \"0-2\"", "\"runs\": \"0-2000000000\"", "the runs '0-2000000000'")]
    [InlineData("\"jobs\"", "\"jbos\"", "expected a record of romhost submit")]
    [InlineData(Id, Later, "that of '" + Later)]
    public void ARecordThatSomethingElseWrote_IsLeftOut_WithAWarning(string text, string other, string expected)
    {
        Submit(Id, Plan());
        string path = new ClusterFolder(experiment.Folder).RecordOf(Id);
        File.WriteAllText(path, File.ReadAllText(path).Replace(text, other, StringComparison.Ordinal));
        var warnings = new List<string>();
        Assert.Empty(new ClusterFolder(experiment.Folder).Submissions(warnings.Add));
        Assert.Contains(expected, Assert.Single(warnings), StringComparison.Ordinal);
    }

    private static WorkState[] StatesOf(ClusterStatus status, string job) =>
        [.. status.Tasks.Where(task => task.Job.Job == job).Select(task => task.State)];

    private static string Line(Submission submission, ClusterJob job, string state) =>
        $"{job.Id}|{(job.IsArray ? $"0-{job.Tasks.Count - 1}" : "N/A")}|{state}|None|{submission.NameOf(job)}";

    private ClusterPlan Plan(IReadOnlyList<TaskState>? queued = null, int mostTasks = 1001, int seconds = 600)
    {
        var stages = Stages;
        var context = stages.Context();
        return ClusterPlan.Of(
            context, stages.Runner.Stages, stages.Runner.Plan(context),
            new ClusterFile(new ClusterOptions { Seconds = seconds }, default), mostTasks, queued ?? [],
            (stage, one) => stage == "generate_training_data" && one == madeElsewhere ? ["17"] : []);
    }

    private Submission Submit(string id, ClusterPlan plan, bool hasIds = true)
    {
        int number = id == Id ? 100 : 200;
        var submission = new Submission(
            id, Submission.Slurm, "small", "", "me", "here", "/", DateTime.UnixEpoch, plan.SecondsPerRun, plan.Stale,
            [.. plan.Jobs.Select(job => hasIds ? job with { Id = $"{number++}" } : job)]);
        Directory.CreateDirectory(experiment.Folder.Cluster);
        submission.Write(new ClusterFolder(experiment.Folder).RecordOf(id));
        return submission;
    }

    private TaskState[] Queued(string queue) =>
        [.. Status(queue).Tasks.Where(task => task.State is WorkState.Running or WorkState.Waiting)];

    private ClusterStatus Status(string? queue) => ClusterStatus.Of(
        experiment.Folder, new ClusterFolder(experiment.Folder).Submissions(_ => { }),
        queue is null ? null : SlurmQueue.Parse(queue));
}
