using System.Diagnostics;
using RomHost.Artifacts;
using RomHost.Clusters;

namespace RomHost.Tests.Clusters;

/// <summary>The script of a job, as text and as a shell runs it.</summary>
public sealed class JobScriptTests : IDisposable
{
    private const string Id = "20261126T190000Z-0123abcd";

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Arguments_OfAnArrayAndOfAJobAlone_AreThese()
    {
        var array = Job("evaluate_models", new("0-9"), new("10-19")) with
        {
            After = ["train_models"],
            AfterIds = ["99"],
        };
        var submission = Submission(Job("train_models", new ClusterTask(Model: "A")) with { Id = "7" }, array);
        var options = new JobOptions
        {
            Partition = "short",
            Account = "x y",
            Time = "1:00:00",
            Memory = "4G",
            Cpus = 2,
            Options = new Dictionary<string, string>
            {
                ["gres"] = "gpu:1",
                ["exclusive"] = "true",
                ["nice"] = "false",
            },
        };
        var place = new ClusterFolder(new ExperimentFolder("/data/50% of it/demo"));
        Assert.Equal(
            [
                $"--job-name=demo.evaluate_models.{Id}",
                "--output=/data/50%% of it/demo/logs/evaluate_models.%A_%a.log", "--open-mode=append", "--requeue",
                "--signal=B:USR1@60", "--cpus-per-task=2", "--partition=short", "--account=x y", "--time=1:00:00",
                "--mem=4G", "--exclusive", "--gres=gpu:1", "--array=0-1", "--dependency=afterany:7:99",
                "--kill-on-invalid-dep=yes", $"/data/50% of it/demo/.cluster/{Id}.evaluate_models.sh",
            ],
            SbatchArguments.Of(place, submission, array, options, 60));
        var alone = Job("benchmark_models", new ClusterTask()) with { Exclusive = true };
        Assert.Equal(
            [
                $"--job-name=demo.benchmark_models.{Id}",
                "--output=/data/50%% of it/demo/logs/benchmark_models.%j.log", "--open-mode=append", "--requeue",
                "--signal=B:USR1@5", "--cpus-per-task=1", "--exclusive",
                $"/data/50% of it/demo/.cluster/{Id}.benchmark_models.sh",
            ],
            SbatchArguments.Of(place, submission, alone, new JobOptions(), 5));
    }

    [Theory]
    [InlineData("/data/line\nbreak/demo")]
    [InlineData("/data/back\\slash/demo")]
    public void APathThatSlurmWouldMistake_IsRefused(string root)
    {
        var job = Job("summary", new ClusterTask());
        Assert.Throws<InvalidDataException>(() => SbatchArguments.Of(
            new ClusterFolder(new ExperimentFolder(root)), Submission(job), job, new JobOptions(), 60));
    }

    [Fact]
    public void Text_CallsTheProgramForEachStepOfItsTask()
    {
        var job = Job("build_pod_basis", new("0-9"), new(null, "it's")) with
        {
            Steps = ["build_pod_basis", "build_latent_dataset"],
        };
        string text = Script(job, ["/a dir/romhost"]).TextOf(
            job, new JobOptions { Before = ["module load x", "export A='b c'"] }, 3);
        Assert.StartsWith($"#!/bin/bash\n# demo.build_pod_basis.{Id}, written by romhost submit\n", text);
        Assert.Contains(
            "\nmodule load x\nexport A='b c'\ntrap - ERR\n"
            + $"set -eu\nsubmission='{folder.Combine(".cluster", Id)}'\n",
            text);
        Assert.Contains(
            "  '/a dir/romhost' 'run' '--output' 'a b' --threads \"$cpus\" --task \"$name\" \"$@\" &\n", text);
        Assert.EndsWith(
            """
            case $task in
            0)
              romhost '--only' 'build_pod_basis' '--runs' '0-9'
              romhost '--only' 'build_latent_dataset' '--runs' '0-9'
              ;;
            1)
              romhost '--only' 'build_pod_basis' '--models' 'it'\''s'
              romhost '--only' 'build_latent_dataset' '--models' 'it'\''s'
              ;;
            esac
            finish 0

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void ATask_MarksHowItEnded_AndRemovesAnOlderMark()
    {
        Directory.CreateDirectory(folder.Combine(".cluster"));
        string older = folder.Write($".cluster/{Id}.train_models_1.exit-4", "");
        Assert.Equal(0, Run("echo \"$@\" > called", ("SLURM_ARRAY_TASK_ID", "1"), ("SLURM_CPUS_PER_TASK", "3")));
        Assert.Equal(
            $"run --output a b --threads 3 --task {Id}.train_models_1 --only train_models --models B\n",
            File.ReadAllText(folder.Combine("called")));
        Assert.Equal([$"{Id}.train_models_1.exit-0"], Marks());
        Assert.False(File.Exists(older));
        Assert.Equal(4, Run("exit 4", ("SLURM_ARRAY_TASK_ID", "0")));
        Assert.Equal([$"{Id}.train_models_0.exit-4", $"{Id}.train_models_1.exit-0"], Marks());
    }

    [Fact]
    public void AProgramThatWasKilled_IsQueuedAgain_UntilItWasTriedOftenEnough()
    {
        Assert.Equal([true, true, false], Starts(3, "kill -KILL $$"));
        Assert.Equal([$"{Id}.train_models_0.exit-143"], Marks());
        // romhost submit tries it anew.
        Assert.Equal([true, true, false], Starts(3, "kill -KILL $$"));
    }

    [Fact]
    public void AStartThatFinishedAnArtifact_BeginsTheCountAnew()
    {
        // The program removes the count then.
        Assert.Equal([true, true], Starts(2, "kill -KILL $$"));
        Assert.Equal([true, true, true, true], Starts(4, "rm .cluster/*.starts; kill -KILL $$"));
        Assert.Equal([true, true, false], Starts(3, "kill -KILL $$"));
    }

    [Fact]
    public void APreemption_IsNoAttempt_AndNodesThatFailAre()
    {
        const string Preempted = "trap 'exit 143' TERM; kill -TERM $PPID $$; sleep 5";
        Assert.Equal([true], Starts(1, "kill -KILL $$"));
        for (int k = 0; k < 3; k++) Assert.Equal([false], Starts(1, Preempted));
        Assert.Empty(Marks());
        Assert.Equal([true, false], Starts(2, "kill -KILL $$"));
        // The script ends without a word, too.
        for (int k = 0; k < 3; k++) Assert.Equal(137, Run("kill -KILL $PPID"));
        Assert.Equal(75, Run("echo again > called"));
        Assert.False(File.Exists(folder.Combine("called")));
        Assert.Contains($"{Id}.train_models_0.exit-75", Marks());
    }

    [Fact]
    public void ACountThatCannotBeRead_IsNone()
    {
        Directory.CreateDirectory(folder.Combine(".cluster"));
        folder.Write($".cluster/{Id}.train_models_0.starts", "");
        Assert.Equal(0, Run("exit 0"));
        Assert.Empty(Directory.GetFiles(folder.Combine(".cluster"), "*.starts"));
    }

    [Fact]
    public void BeforeTheTimeIsUp_TheProgramStopsInGoodOrder_AndTheTaskIsQueuedAgain()
    {
        Assert.Equal(143, Run(
            "trap 'echo stopped > stopped; exit 143' TERM; kill -USR1 $PPID; while :; do sleep 0.05; done",
            ("SLURM_JOB_ID", "77")));
        Assert.True(File.Exists(folder.Combine("stopped")));
        Assert.Equal("requeue 77\n", File.ReadAllText(folder.Combine("requeued")));
        Assert.Empty(Marks());
    }

    [Fact]
    public void StoppedByTheScheduler_ItLeavesWhatComesNextToIt()
    {
        Assert.Equal(143, Run("trap 'exit 143' TERM; kill -TERM $PPID $$; sleep 5", ("SLURM_JOB_ID", "77")));
        Assert.False(File.Exists(folder.Combine("requeued")));
        Assert.Empty(Marks());
    }

    [Fact]
    public void ALineOfBefore_MayBeAFunctionOfBash_AndOneThatFails_EndsTheTask()
    {
        (string, string)[] module = [("BASH_FUNC_module%%", "() { [ \"$2\" = dotnet ]; }")];
        JobOptions Before(string line) => new() { Before = [line, "export LOADED=yes"] };
        Assert.Equal(0, Run("echo $LOADED > called", Before("module load dotnet"), module));
        Assert.Equal("yes\n", File.ReadAllText(folder.Combine("called")));
        File.Delete(folder.Combine("called"));
        Assert.Equal(2, Run("echo > called", Before("module load none"), module));
        Assert.False(File.Exists(folder.Combine("called")));
        Assert.Contains($"{Id}.train_models_0.exit-2", Marks());
    }

    [Fact]
    public void AfterACancellation_ATaskBeginsNothing()
    {
        Directory.CreateDirectory(folder.Combine(".cluster"));
        folder.Write($".cluster/{Id}.cancelled", "");
        Assert.Equal(0, Run("echo > called"));
        Assert.False(File.Exists(folder.Combine("called")));
        Assert.Empty(Marks());
    }

    private static ClusterJob Job(string name, params ClusterTask[] tasks) =>
        new(name, name, [name], false, [], [], [], tasks);

    private static Submission Submission(params ClusterJob[] jobs) => new(
        Id, "slurm", "demo", "", "me", "here", "/", DateTime.UnixEpoch, new Dictionary<string, double>(),
        new Dictionary<string, long>(), jobs);

    private JobScript Script(ClusterJob job, string[] program) => new(
        new ClusterFolder(new ExperimentFolder(folder.Path)), Submission(job), program, ["run", "--output", "a b"]);

    // With a program of its own in the place of romhost and of scontrol.
    private int Run(string program, params (string Name, string Value)[] variables) => Run(program, null, variables);

    private int Run(string program, JobOptions? options, params (string Name, string Value)[] variables)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a script of bash");
        Directory.CreateDirectory(folder.Combine(".cluster"));
        string tool = Executable("the tool", program);
        Executable("scontrol", "echo \"$@\" > requeued");
        var job = Job("train_models", new(null, "A"), new(null, "B"));
        string script = folder.Write("script.sh", Script(job, [tool]).TextOf(job, options ?? new JobOptions(), 3));
        var start = new ProcessStartInfo("/bin/bash", [script]) { WorkingDirectory = folder.Path };
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["PATH"] = $"{folder.Path}:{start.Environment["PATH"]}";
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.DoesNotContain("not found", said, StringComparison.Ordinal);
        return process.ExitCode;
    }

    // Whether each of some starts was queued again.
    private bool[] Starts(int count, string program) =>
    [
        .. Enumerable.Range(0, count).Select(_ =>
        {
            File.Delete(folder.Combine("requeued"));
            Assert.Equal(143, Run(program, ("SLURM_JOB_ID", "77")));
            return File.Exists(folder.Combine("requeued"));
        }),
    ];

    private string Executable(string name, string text)
    {
        string path = folder.Write(name, $"#!/bin/sh\n{text}\n");
        if (OperatingSystem.IsWindows()) return path;
        File.SetUnixFileMode(
            path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private string[] Marks() =>
        [.. Directory.EnumerateFiles(folder.Combine(".cluster"), "*.exit-*").Select(path => Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal)];
}
