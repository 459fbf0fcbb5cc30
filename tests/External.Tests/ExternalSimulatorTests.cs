using System.Diagnostics;
using System.Text.Json.Nodes;
using External.Options;
using Rom.Abstractions;

namespace External.Tests;

public class ExternalSimulatorTests
{
    private const string Copy = "cp \"$(dirname \"$0\")/ready.npz\" \"$2\"";

    [Fact]
    public void WhatTheProgramWrites_IsTheRun_WithVelocitiesAsDifferences()
    {
        using var script = new Script(Copy);
        script.WriteTrajectory();
        Trajectory trajectory = script.Run();
        Assert.Equal([0, 0.5, 1], trajectory.Times.ToArray());
        Assert.Equal([1, 2, 3.5f, 4], trajectory.Positions(1).ToArray());
        Assert.Equal([0, 0, 1, 0], trajectory.Velocities(1).ToArray());
        Assert.Equal(3, new ExternalSimulator(Script.Options).FrameCount(1));
    }

    [Fact]
    public void TheProgramIsTold_AllOfItsRun()
    {
        using var script = new Script("cp \"$1\" \"$(dirname \"$0\")/seen.json\"; " + Copy);
        script.WriteTrajectory();
        script.Run();
        var expected = JsonNode.Parse(
            """
            {"protocol": 1, "seed": 9007199254740991, "duration": 1, "dt": 0.5,
             "domain": {"lx": 10, "ly": 10, "boundary": "periodic"},
             "case": "ring", "parameter": 2.5, "parameters": {"particles": 2}}
            """);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(File.ReadAllText(script.At("seen.json")))));
    }

    [Fact]
    public void ATable_IsReadToo()
    {
        using var script = new Script("printf 'time,id,x,y\\n0,0,1,2\\n1,0,3,2\\n' > \"$2\"");
        Trajectory trajectory = script.Run(Script.Options with { Output = OutputFormat.Csv });
        Assert.Equal([2, 2], trajectory.Positions(1).ToArray()); // between its own frames
    }

    [Theory]
    [InlineData("0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,0.99999994")]                // float32, at its own precision
    [InlineData("0,0.1,0.2,0.3,0.4,0.5,0.6,0.7000001,0.8000001,0.9000001,1.0000001")] // added up in float32
    [InlineData("0,0.1,0.2,0.3,0.4,0.499,0.599,0.699,0.799,0.899,0.999")]            // cut to milliseconds
    public void TimesThatAreRounded_LoseNoFrame(string times)
    {
        using var script = new Script(
            $"echo time,id,x,y > \"$2\"; for t in {times.Replace(',', ' ')}; do echo $t,0,1,2 >> \"$2\"; done");
        var options = Script.Options with { Output = OutputFormat.Csv, Dt = 0.1 };
        Assert.Equal(11, script.Run(options).FrameCount);
    }

    [Theory]
    [InlineData(1e-7, 1e9)]
    [InlineData(1e-300, 1e300)]
    public void MoreFramesThanAnArrayHolds_AreRefused_BeforeTheProgramRuns(double dt, double duration)
    {
        var simulator = new ExternalSimulator(Script.Options with { Dt = dt });
        string message = Assert.Throws<ArgumentException>(() => simulator.FrameCount(duration)).Message;
        Assert.Contains("are more than an array holds", message);
        Assert.Contains("raise simulator.dt or shorten the runs", message);
    }

    [Theory]
    [InlineData("mkfifo \"$2\"", "a pipe (FIFO)")]
    [InlineData("mkdir \"$2\"", "a folder")]
    [InlineData("ln -s /dev/zero \"$2\"", "a device")]
    public void OutputThatIsNoFile_IsRefused_AndNotWaitedFor(string program, string kind)
    {
        using var script = new Script(program);
        foreach (var format in Enum.GetValues<OutputFormat>())
        {
            var e = Assert.Throws<InvalidDataException>(() => script.Run(Script.Options with { Output = format }));
            Assert.Contains($"expected a trajectory at the path of its second argument, found {kind} there", e.Message);
            Directory.Delete(script.Kept!, recursive: true);
        }
        script.Forget();
    }

    [Fact]
    public void OnATorus_PositionsMayCountTurns()
    {
        using var script = new Script(Copy);
        script.WriteTrajectory(x: 21);
        Assert.Equal(1, script.Run().Positions(0)[0]);
    }

    [Theory]
    [InlineData("echo it is broken >&2; exit 3", "expected exit code 0, found 3; it printed last:", "it is broken")]
    [InlineData("kill -9 $$", "found 137 (signal 9)", "nothing")]
    [InlineData("echo only words; exit 1", "found 1;", "only words")]
    [InlineData(
        "i=0; while [ $i -lt 9000 ]; do echo long line $i >&2; i=$((i+1)); done; exit 1", "…", "long line 8999")]
    public void AnErrorOfTheProgram_IsShown(string program, string expected, string printed)
    {
        using var script = new Script(program);
        string message = Assert.Throws<InvalidOperationException>(() => script.Run()).Message;
        Assert.Contains(expected, message);
        Assert.Contains(printed, message);
        Assert.True(message.Length < 10_000);
    }

    [Theory]
    [InlineData("exit 0", "expected a trajectory at the path of its second argument, found no file there")]
    [InlineData("echo no archive > \"$2\"", "what it wrote cannot be used")]
    [InlineData(
        "cp \"$(dirname \"$0\")/short.npz\" \"$2\"", "expected frames up to the duration of 1, found the last at 0.5")]
    public void MissingOrMalformedOutput_IsRefused(string program, string expected)
    {
        using var script = new Script(program);
        script.WriteTrajectory("short.npz", frames: 2);
        string message = Assert.Throws<InvalidDataException>(() => script.Run()).Message;
        Assert.StartsWith(script.Path, message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void BehindAWall_NothingIsAccepted()
    {
        using var script = new Script(Copy);
        script.WriteTrajectory(x: 21);
        var walls = Script.Options with
        {
            Domain = new External.Options.DomainOptions { Lx = 10, Ly = 10, Boundary = Boundary.Reflecting },
        };
        Assert.Contains("found (21, 2)", Assert.Throws<InvalidDataException>(() => script.Run(walls)).Message);
    }

    [Fact]
    public void AProgramThatCannotBeStarted_IsNamed_WithTheCure()
    {
        using var script = new Script("exit 0");
        string message = Assert.Throws<InvalidOperationException>(
            () => script.Run(Script.Options with { Interpreter = [] })).Message;
        Assert.StartsWith(script.Path, message);
        Assert.Contains("make the file executable, or say in simulator.interpreter", message);
    }

    [Fact]
    public void ProgressThatItPrints_IsReported()
    {
        using var script = new Script("echo progress 0.25; echo progress 0.5; " + Copy);
        script.WriteTrajectory();
        var listener = new Listener<double>();
        script.RunUntil(TestContext.Current.CancellationToken, Script.Options, listener);
        Assert.Equal([0.25, 0.5], listener.Heard);
    }

    [Fact]
    public void TheTimeLimit_StopsIt()
    {
        using var script = new Script("echo progress 0.25; sleep 600");
        string message = Assert.Throws<InvalidOperationException>(
            // Time enough for the first line on a busy machine.
            () => script.Run(Script.Options with { TimeLimit = 2 })).Message;
        Assert.Contains("within 2 s, stopped it", message);
        Assert.Contains("progress 0.25", message);
    }

    [Fact]
    public async Task Cancelling_StopsItWithItsChildren_AlsoThoseThatIgnoreSignals()
    {
        using var script = new Script(
            "trap '' TERM INT HUP; sleep 600 & echo $! > \"$(dirname \"$0\")/child\"; sleep 600");
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => script.RunUntil(stop.Token, Script.Options), TestContext.Current.CancellationToken);
        while (!run.IsCompleted && (!File.Exists(script.At("child")) || new FileInfo(script.At("child")).Length == 0))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        int child = int.Parse(File.ReadAllText(script.At("child")));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.True(SpinWait.SpinUntil(() => !IsAlive(child), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void AFailedRun_SaysWhatTheProgramWasTold_AndKeepsItsFolder()
    {
        using var script = new Script("echo half > \"$2\"; exit 3");
        string message = Assert.Throws<InvalidOperationException>(() => script.Run()).Message;
        Assert.Contains(
            $"program: {script.Path}, case: ring, parameter: 2.5, parameters: particles = 2, seed: 9007199254740991",
            message);
        Assert.Equal("half\n", File.ReadAllText(System.IO.Path.Combine(script.Kept!, "trajectory.npz")));
        Assert.Equal(
            9007199254740991,
            (long)JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(script.Kept!, "run.json")))!["seed"]!);
    }

    [Theory]
    [InlineData("time,id,x,y\\n0,0,1,2\\n0.5,0,1,2\\n1,0,11,2")]
    [InlineData("0,0,1,2,0\\n0.5,0,1,2,0\\n1,0,1,2,0")]
    [InlineData("frame,id,x,y\\n0,0,1,2\\n1,0,1,2")]
    [InlineData("time,id,x,y\\n0,0,1,2\\n0,0,1,2")]
    [InlineData("time,id,x,y\\n0,0,1,2\\n1,0,1")]
    [InlineData("time,id,x,x,y\\n0,0,1,1,2")]
    [InlineData("0,1,2,3\\n0,1,2,3\\n1,1,2,3")]
    [InlineData("time,id,x,y\\n0,0,1,2\\n1,0,one,2")]
    public void Remedies_NameOnlyKeysThatThisPluginHas(string table)
    {
        using var script = new Script($"printf '{table}\\n' > \"$2\"");
        var walls = Script.Options with
        {
            Output = OutputFormat.Csv,
            Domain = new External.Options.DomainOptions { Lx = 10, Ly = 10, Boundary = Boundary.Reflecting },
        };
        string message = Assert.Throws<InvalidDataException>(() => script.Run(walls)).Message;
        string[] foreign =
        [
            "length_unit", "origin", "outside", "columns.", "simulator.columns", "frame_rate", "delimiter", "header:",
            "skip_rows", "time_unit",
        ];
        Assert.All(foreign, key => Assert.DoesNotContain(key, message));
        Assert.Contains("(simulator.output: csv)", message);
    }

    [Fact]
    public void ASwarmThatVanishesForGood_IsAnError_UnlessItMay()
    {
        using var script = new Script("printf 'time,id,x,y\\n0,0,1,2\\n0.5,0,nan,nan\\n1,0,nan,nan\\n' > \"$2\"");
        var options = Script.Options with { Output = OutputFormat.Csv };
        string message = Assert.Throws<InvalidDataException>(() => script.Run(options)).Message;
        Assert.Contains("expected particles up to the end of the run, found none after time 0", message);
        Assert.Contains("say simulator.may_vanish: true", message);
        Assert.Equal([1, 0, 0], Counts(script.Run(options with { MayVanish = true })));
    }

    [Fact]
    public void ASwarmThatComesBack_IsNone()
    {
        using var script = new Script("printf 'time,id,x,y\\n0,0,1,2\\n0.5,0,nan,nan\\n1,0,1,2\\n' > \"$2\"");
        Assert.Equal([1, 0, 1], Counts(script.Run(Script.Options with { Output = OutputFormat.Csv })));
    }

    [Fact]
    public void Warnings_NameTheProgram_AndNotTheFolderThatIsGone()
    {
        using var script = new Script("printf 'time,id,x,y\\n0,0,1,2\\n0.5,0,2,2\\n1,0,3,2\\n' > \"$2\"");
        var listener = new Listener<string>();
        script.RunUntil(
            TestContext.Current.CancellationToken, Script.Options with { Output = OutputFormat.Csv },
            warnings: listener);
        string warning = Assert.Single(listener.Heard);
        Assert.StartsWith($"{script.Path}: what it wrote: y is 2 for every particle in every frame", warning);
    }

    private static IEnumerable<int> Counts(Trajectory run) =>
        Enumerable.Range(0, run.FrameCount).Select(run.ParticleCount);

    [Fact]
    public void StandardInput_IsEmpty()
    {
        using var script = new Script("cat; " + Copy);
        script.WriteTrajectory();
        Assert.Equal(3, script.Run().FrameCount);
    }

    [Fact]
    public void SignalsThatTheHostIgnores_AreNotIgnoredByThePrograms()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no signals");
        using var script = new Script("kill -PIPE $$; echo alive; exit 1");
        Assert.Contains("found 141 (signal 13)", Assert.Throws<InvalidOperationException>(() => script.Run()).Message);
    }

    [Fact]
    public void WhatItLeavesRunning_EndsWithTheRun()
    {
        using var script = new Script("sleep 600 > /dev/null 2>&1 & echo $! > \"$(dirname \"$0\")/child\"; " + Copy);
        script.WriteTrajectory();
        script.Run();
        int child = int.Parse(File.ReadAllText(script.At("child")));
        Assert.True(SpinWait.SpinUntil(() => !IsAlive(child), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void ManyAtOnce_AreToldApart()
    {
        using var script = new Script("sleep 0.1; " + Copy);
        script.WriteTrajectory();
        Parallel.For(
            0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(3, script.Run().FrameCount));
    }

    [Fact]
    public void NothingIsLeftBehind()
    {
        using var script = new Script("pwd > \"$(dirname \"$0\")/where\"; " + Copy);
        script.WriteTrajectory();
        script.Run();
        Assert.False(Directory.Exists(File.ReadAllText(script.At("where")).Trim()));
    }

    // A zombie process counts as ended.
    private static bool IsAlive(int process)
    {
        try
        {
            string status = $"/proc/{process}/status";
            if (File.Exists(status))
                return !File.ReadAllLines(status).Any(line => line.StartsWith("State:\tZ", StringComparison.Ordinal));
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            return false;
        }
    }
}
