using System.Diagnostics;
using System.Text.Json.Nodes;
using Rom.Numerics.Npz;

namespace Host.EndToEnd;

/// <summary>The samples of programs in other languages, run whole.</summary>
public sealed class ExternalTests
{
    [Fact]
    public void TheSampleInPython_RunsWhole_AndTheSameSeedGivesTheSameBytes()
    {
        Python.SkipWithout("numpy");
        using var folder = Samples();
        string[] interpreter = ["--set", $"simulator.interpreter=[{Python.Path}]"];
        CheckRun(folder, "brownian_python", trainRuns: 5, interpreter);
        string first = folder.Combine("oscar_output", "brownian_python", "train", "run_004", "trajectory.npz");
        Run("-n", "again");
        string again = folder.Combine("oscar_output", "again", "train", "run_004", "trajectory.npz");
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(again));

        // Another program, other runs.
        File.AppendAllText(folder.Combine("brownian.py"), "# changed\n");
        Assert.Contains("stale: run.file brownian.py", Run());

        string Run(params string[] more) => HostProcess.Run(
            folder.Path,
            ["run", "--config", "brownian_python.yaml", .. interpreter, .. HostProcess.Unmeasured, .. more])
            .Expect(0).Error;
    }

    [Fact]
    public void TheSampleInC_RunsWhole()
    {
        Assert.SkipUnless(Succeeds("cc", "--version"), "no C compiler is installed");
        using var folder = Samples();
        Assert.True(Succeeds("cc", "-O2", "-o", folder.Combine("brownian"), folder.Combine("brownian.c"), "-lm"));
        CheckRun(folder, "brownian_c", trainRuns: 3);
    }

    [Fact]
    public void AProgramThatFails_EndsTheExperimentWithWhatItPrinted()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "no /bin/sh");
        using var folder = Samples();
        folder.Write("brownian.py", "echo the magnet is off >&2; exit 4");
        string error = HostProcess.Run(
            folder.Path, "run", "--config", "brownian_python.yaml", "--set",
            "simulator.interpreter=[sh]").Expect(4).Error;
        Assert.Contains("expected exit code 0, found 4", error);
        Assert.Contains("the magnet is off", error);
    }

    [Fact]
    public void TheFolderOfAKilledHost_GoesAtTheNextRun_AndThatOfAFailedRunIsKept()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "no /bin/sh");
        using var folder = Samples();
        string temporary = folder.Combine("temporary");
        Directory.CreateDirectory(temporary);
        string[] run = ["run", "--config", "brownian_python.yaml", "--set", "simulator.interpreter=[sh]"];
        folder.Write("brownian.py", "sleep 100");
        string[] left;
        using (var host = HostProcess.StartWith("TMPDIR", temporary, folder.Path, run))
        {
            while ((left = Directory.GetDirectories(temporary, "romhost-external-*")).Length == 0 && !host.HasExited)
                Thread.Sleep(20);
            host.Kill(); // SIGKILL
            host.WaitForExit();
        }
        Assert.NotEmpty(left);
        folder.Write("brownian.py", "exit 4");
        string error = HostProcess.RunWith("TMPDIR", temporary, folder.Path, run).Expect(4).Error;
        Assert.All(left, path => Assert.False(Directory.Exists(path), path));
        string kept = Directory.GetDirectories(temporary, "romhost-external-*").First();
        Assert.Contains("its folder is kept: " + temporary, error);
        HostProcess.RunWith("TMPDIR", temporary, folder.Path, run).Expect(4);
        Assert.True(Directory.Exists(kept));
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public void AHostThatIsStopped_LeavesNoProgramRunning(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "states of processes are read in /proc");
        using var folder = Samples();
        // A program that would go on for ten minutes, with a child and a grandchild, none of which reads from the host.
        folder.Write("brownian.py", $"""
            cd '{folder.Path}'
            trap '' HUP TERM
            (sleep 600 & echo $! > grandchild.$$; wait) > /dev/null 2>&1 &
            echo $! > child.$$
            echo $$ > program.$$
            wait
            """);
        using var process = HostProcess.Start(
            folder.Path, "run", "--config", "brownian_python.yaml", "--threads", "2", "--set",
            "simulator.interpreter=[sh]");
        WaitFor(() => Started() is { Length: 6 } pids && pids.All(pid => pid > 0)); // written in any order
        int[] started = Started();
        Assert.Equal(6, started.Length);
        Assert.All(started, pid => Assert.True(IsAlive(pid)));
        // The signal goes to the host only.
        Signals.Send(process, signal);
        process.WaitForExit();
        WaitFor(() => !started.Any(IsAlive));

        int[] Started() =>
        [
            .. new[] { "program.*", "child.*", "grandchild.*" }
                .SelectMany(name => Directory.GetFiles(folder.Path, name))
                .Select(path => int.TryParse(File.ReadAllText(path), out int pid) ? pid : 0),
        ];
    }

    [Fact]
    public void Validate_StartsNoProgram()
    {
        using var folder = Samples();
        HostProcess.Run(
            folder.Path, "validate", "--config", "brownian_python.yaml", "--set",
            "simulator.interpreter=[no_such_program]")
            .Expect(0);
    }

    private static void WaitFor(Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), "it does not come so far");
            Thread.Sleep(20);
        }
    }

    // A zombie process counts as ended.
    private static bool IsAlive(int process)
    {
        try
        {
            return !File.ReadAllLines($"/proc/{process}/status")
                .Any(line => line.StartsWith("State:\tZ", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void CheckRun(TestFolder folder, string name, int trainRuns, params string[] more)
    {
        HostProcess.Run(folder.Path, ["run", "--config", name + ".yaml", .. HostProcess.Unmeasured, .. more]).Expect(0);
        string root = folder.Combine("oscar_output", name);
        Assert.Equal(trainRuns, Directory.GetDirectories(Path.Combine(root, "train"), "run_*").Length);
        using var trajectory = NpzReader.Open(Path.Combine(root, "test", "run_000", "trajectory.npz"));
        Assert.Equal([61, 60, 2], trajectory.Header("traj").Shape);
        var summary = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "summary.json")))!;
        Assert.Equal("ok", (string?)summary["models"]!["MVAR"]!["status"]);
    }

    private static TestFolder Samples()
    {
        var folder = new TestFolder();
        foreach (string file in Directory.GetFiles(Path.Combine(HostProcess.Repository, "samples", "external")))
            File.Copy(file, folder.Combine(Path.GetFileName(file)));
        return folder;
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var reading = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            return process.WaitForExit(TimeSpan.FromMinutes(1)) && reading.Wait(TimeSpan.FromMinutes(1))
                && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
