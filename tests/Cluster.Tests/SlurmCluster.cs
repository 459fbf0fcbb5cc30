using System.Diagnostics;
using System.Globalization;
using System.Reflection;

[assembly: AssemblyFixture(typeof(Cluster.Tests.SlurmCluster))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Cluster.Tests;

/// <summary>
/// A Slurm of its own on this machine, for all tests: a controller and two nodes, with <c>MaxArraySize=11</c> and
/// without <c>sacct</c>. The script <c>slurm-cluster</c> starts it, and ends it with all its jobs when this process
/// ends, also where that is killed.
/// </summary>
public sealed class SlurmCluster : IAsyncLifetime
{
    /// <summary>The indices of an array are below it.</summary>
    public const int MaxArraySize = 11;

    /// <summary>More than this machine has: most jobs of the tests wait.</summary>
    public const int ProcessorsOfANode = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly string[] Programs =
        ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "sinfo", "scontrol", "scancel"];
    private static readonly string[] Folders = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"];

    // The script makes it, and removes it with all that is in it, also where this process is killed.
    private readonly string folder = Path.Combine(
        Path.GetTempPath(), $"romhost-cluster-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");

    private Process? script;
    private string name = "";

    /// <summary>The nodes.</summary>
    public static IReadOnlyList<string> Nodes { get; } = ["n1", "n2"];

    /// <summary>The folder of the experiments, which all nodes see.</summary>
    public string WorkingDirectory => Path.Combine(folder, "work");

    // A sacct as of a machine that has none; it notes that it was asked.
    private string Commands => Path.Combine(folder, "bin");

    private string AccountingLog => Path.Combine(folder, "sacct.log");

    /// <summary>The number of times that the accounting was asked.</summary>
    public int AccountingQueries =>
        File.Exists(AccountingLog) ? File.ReadLines(AccountingLog).Count() : 0;

    /// <summary>Whether a Slurm is installed.</summary>
    public static bool IsInstalled => !Missing.Any();

    private static IEnumerable<string> Missing =>
        Programs.Where(name => !Folders.Any(folder => File.Exists(Path.Combine(folder, name))));

    /// <summary>Skips a test where no Slurm is installed.</summary>
    public static void SkipWithout() => Assert.SkipUnless(
        IsInstalled,
        $"no Slurm is installed: {string.Join(", ", Missing)} missing (Debian: apt-get install slurm-wlm)");

    public ValueTask InitializeAsync()
    {
        if (!IsInstalled) return ValueTask.CompletedTask;
        script = StartScript(folder, Nodes.Count);
        name = File.ReadLines(Path.Combine(folder, "slurm.conf")).First().Split('=')[1];
        Directory.CreateDirectory(WorkingDirectory);
        Directory.CreateDirectory(Commands);
        Replace("sacct", $"echo \"$@\" >> {AccountingLog}; echo 'sacct: not found' >&2; exit 127");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (script is null) return;
        script.StandardInput.Close();
        await script.WaitForExitAsync();
        script.Dispose();
    }

    /// <summary>Starts a cluster, and waits until it is ready.</summary>
    /// <param name="own">Its folder, which the script makes.</param>
    /// <param name="nodes">The number of its nodes.</param>
    /// <returns>The script, which ends when its standard input is closed.</returns>
    public Process StartScript(string own, int nodes)
    {
        // In a session of its own: the keys of a terminal do not end it before this process.
        var start = StartInfo(
            "setsid", Path.GetTempPath(),
            [
                Path.Combine(AppContext.BaseDirectory, "slurm-cluster"), own,
                .. new[] { nodes, ProcessorsOfANode, MaxArraySize }
                    .Select(number => number.ToString(CultureInfo.InvariantCulture)),
            ]);
        start.RedirectStandardInput = true;
        var started = Process.Start(start)!;
        var said = new List<string>();
        while (started.StandardOutput.ReadLine() is { } line)
        {
            if (line == "ready") return started;
            said.Add(line);
        }
        throw new InvalidOperationException(string.Join('\n', [.. said, started.StandardError.ReadToEnd()]));
    }

    /// <summary>Lets commands be run before a command of Slurm, for all tests that follow.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="before">Lines of a shell.</param>
    public void Replace(string command, string before)
    {
        string path = Path.Combine(Commands, command);
        File.WriteAllText(path, $"#!/bin/sh\n{before}\nexec /usr/bin/{command} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs the host to its end, as a user of the cluster.</summary>
    internal HostResult Romhost(params string[] arguments) => Finish(StartRomhost(arguments));

    /// <summary>Starts the host as a user of the cluster.</summary>
    public Process StartRomhost(params string[] arguments) =>
        Process.Start(StartInfo("dotnet", WorkingDirectory, [Host, .. arguments]))!;

    /// <summary>Waits for the end of a process that <see cref="StartRomhost"/> started.</summary>
    internal static HostResult Finish(Process process)
    {
        using var finished = process;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end");
        }
        return new HostResult(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Runs a command of Slurm, and returns the lines of its output.</summary>
    public string[] Slurm(string command, params string[] arguments) => SlurmOf(folder, command, arguments);

    /// <summary>Runs a command of another cluster that <see cref="StartScript"/> started.</summary>
    public string[] SlurmOf(string own, string command, params string[] arguments) =>
        Run(own, command, arguments).Expect(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private HostResult Run(string own, string command, params string[] arguments)
    {
        var start = StartInfo(command, WorkingDirectory, arguments);
        start.Environment["SLURM_CONF"] = Path.Combine(own, "slurm.conf");
        return Finish(Process.Start(start)!);
    }

    /// <summary>The jobs in the queue, an array's tasks one by one: the columns of a format of <c>squeue</c>.</summary>
    public string[] Queue(string format = "%i %T") => Slurm("squeue", "--noheader", "--array", "--format=" + format);

    /// <summary>Waits until the queue is empty.</summary>
    public void WaitUntilIdle() => WaitUntil(() => Queue().Length == 0, "the queue is empty");

    /// <summary>Waits for something that happens on the cluster.</summary>
    /// <param name="happened">Whether it happened.</param>
    /// <param name="what">Its name, for the message of a test that fails.</param>
    public void WaitUntil(Func<bool> happened, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!happened())
        {
            Assert.True(
                watch.Elapsed < Patience,
                $"waited {Patience} until {what}; the queue:\n{string.Join('\n', Queue("%i %j %T %r"))}\n{Logs()}");
            Thread.Sleep(100);
        }
    }

    /// <summary>Sends a signal to a daemon: <c>slurmctld</c>, or that of a node.</summary>
    public void SignalDaemon(string signal, string daemon) => Signal(signal, PidOf(daemon));

    /// <summary>The process of a daemon.</summary>
    public int PidOf(string daemon) => int.Parse(
        File.ReadAllText(Path.Combine(folder, daemon + ".pid")), CultureInfo.InvariantCulture);

    /// <summary>Starts a daemon that has ended.</summary>
    public void Start(string daemon)
    {
        script!.StandardInput.WriteLine("start " + daemon);
        Assert.Equal("started " + daemon, script.StandardOutput.ReadLine());
    }

    /// <summary>Sets the state of a node, as an administrator does.</summary>
    public void SetNode(string node, string state) =>
        Slurm("scontrol", "update", "NodeName=" + node, "State=" + state, "Reason=test");

    /// <summary>
    /// Brings a node back whose daemon was started again. One that came back by itself, when its daemon registered,
    /// cannot be resumed: Slurm calls that an error.
    /// </summary>
    public void Resume(string node) => WaitUntil(
        () =>
        {
            string[] states = Slurm("sinfo", "--noheader", "--nodes=" + node, "--format=%t");
            if (states.Any(state => state.Trim() is "idle" or "mix" or "alloc")) return true;
            Run(folder, "scontrol", "update", "NodeName=" + node, "State=RESUME");
            return false;
        },
        $"node {node} is back");

    /// <summary>The running processes of jobs, the oldest first.</summary>
    /// <param name="variables">What they have in their environment, besides the cluster's name.</param>
    public int[] JobProcesses(params string[] variables)
    {
        string[] marks = ["SLURM_CLUSTER_NAME=" + name, .. variables];
        return
        [
            .. Directory.GetDirectories("/proc")
                .Where(process => int.TryParse(Path.GetFileName(process), out _))
                .Where(process => !marks.Except(EnvironmentOf(process)).Any())
                .Select(process => int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture)).Order(),
        ];
    }

    /// <summary>The running processes of an array's task, the oldest first.</summary>
    public int[] ProcessesOf(string array, int task) =>
        JobProcesses($"SLURM_ARRAY_JOB_ID={array}", $"SLURM_ARRAY_TASK_ID={task}");

    /// <summary>The host's process in an array's task.</summary>
    /// <param name="array">The array's job.</param>
    /// <param name="task">The task.</param>
    /// <param name="command">The host's command.</param>
    public int HostOf(string array, int task, string command) =>
        ProcessesOf(array, task).Intersect(RunningProcesses.With($"romhost.dll\0{command}\0")).Single();

    /// <summary>Whether the controller answers.</summary>
    public bool Answers => Finish(Process.Start(StartInfo("squeue", WorkingDirectory, []))!).ExitCode == 0;

    /// <summary>Sends a signal to processes; some may have ended.</summary>
    public static void Signal(string signal, params int[] processes)
    {
        using var kill = Process.Start(
            "kill", [signal, .. processes.Select(process => process.ToString(CultureInfo.InvariantCulture))]);
        kill.WaitForExit();
    }

    private static string Host { get; } = Path.GetFullPath(
        typeof(SlurmCluster).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(entry => entry.Key == "Host").Value!);

    private static string[] EnvironmentOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ")).Split('\0');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // ended meanwhile, or another user's
        }
    }

    private string Logs() => string.Join(
        '\n',
        Directory.GetFiles(folder, "*.log")
            .Select(file => $"{Path.GetFileName(file)}:\n{string.Join('\n', File.ReadLines(file).TakeLast(30))}"));

    private ProcessStartInfo StartInfo(string program, string workingDirectory, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The tests may be run within a job.
        foreach (string name in start.Environment.Keys.Where(
            name => name.StartsWith("SLURM_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment.Remove("ROMHOST_PLUGIN_PATH");
        start.Environment["SLURM_CONF"] = Path.Combine(folder, "slurm.conf");
        start.Environment["PATH"] = $"{Commands}:{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin";
        return start;
    }
}
