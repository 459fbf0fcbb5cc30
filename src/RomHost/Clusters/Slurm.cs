using System.Globalization;
using RomHost.Processes;

namespace RomHost.Clusters;

/// <summary>
/// Calls the programs of Slurm. A controller that does not answer is asked again, less and less often, for a bounded
/// time.
/// </summary>
/// <param name="patience">For so long it is asked again.</param>
/// <param name="clock">The clock.</param>
/// <param name="warn">Receives a line where something has to be waited for, and what the programs warn of.</param>
/// <param name="cancellation">Ends the waiting.</param>
internal sealed class Slurm(TimeSpan patience, TimeProvider clock, Action<string> warn, CancellationToken cancellation)
{
    // A program of Slurm that hangs itself waits for ten seconds, and tries several times, by default.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(100);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5), LongestPause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(3);

    private const int NotFound = 127;

    // A command line has room for many more.
    private const int MostCancelled = 500;

    // What the programs say where the controller is down, stopped, overloaded or changing.
    private static readonly string[] Silences =
    [
        "Unable to contact slurm controller", "Socket timed out", "Zero Bytes were transmitted", "Connection refused",
        "Connection reset", "Connection timed out", "Transport endpoint", "Broken pipe", "temporarily unable",
        "Slurm backup controller in standby mode", "controller not responding", "No route to host",
        "Communication connection failure", "Resource temporarily unavailable", "slurm_load_jobs error: Unable",
    ];

    // What a surrounding job sets would become options of the new one. Where the cluster is, is needed.
    private static readonly HashSet<string> Kept =
        ["SLURM_CONF", "SLURM_CONF_SERVER", "SLURM_CLUSTERS", "SLURM_JWT", "SLURM_TIME_FORMAT"];

    /// <summary>Fails where this machine has no Slurm.</summary>
    /// <exception cref="InvalidDataException">A program is not found.</exception>
    public static void RefuseMissing()
    {
        if (ChildProcess.Find("sbatch") is not null) return;
        throw new InvalidDataException(
            "expected sbatch of Slurm in PATH, found none: call this on a machine that submits jobs, or write "
            + "'local: {processes: 4}' into the cluster file, which does the same work here");
    }

    /// <summary>Returns the most tasks of an array.</summary>
    /// <exception cref="SchedulerSilentException">The controller did not answer.</exception>
    /// <exception cref="SchedulerRefusedException">It refused.</exception>
    public int MostTasks()
    {
        // Indices are less than it, and begin at 0 here.
        foreach (string line in Call("scontrol", ["show", "config"]).Split('\n'))
        {
            if (line.Split('=', 2) is [var key, var value] && key.Trim() == "MaxArraySize"
                && int.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int most))
            {
                return Math.Max(most, 1);
            }
        }
        return 1;
    }

    /// <summary>Lists the jobs of users.</summary>
    /// <param name="users">Their names.</param>
    /// <exception cref="SchedulerSilentException">The controller did not answer.</exception>
    /// <exception cref="SchedulerRefusedException">It refused.</exception>
    public SlurmQueue Queue(IEnumerable<string> users)
    {
        string[] names = [.. users.Distinct().Order(StringComparer.Ordinal)];
        if (names.Length == 0) return SlurmQueue.Empty;
        return SlurmQueue.Parse(Call(
            "squeue",
            ["--noheader", "--states=all", $"--user={string.Join(',', names)}", $"--format={SlurmQueue.Format}"]));
    }

    /// <summary>Submits a job.</summary>
    /// <param name="arguments">The arguments of <c>sbatch</c>.</param>
    /// <param name="find">Returns the number of the job where an earlier try submitted it after all.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="SchedulerSilentException">The controller did not answer.</exception>
    /// <exception cref="SchedulerRefusedException">It refused.</exception>
    public string Submit(IReadOnlyList<string> arguments, Func<string?> find)
    {
        // An answer that was lost may have been a success.
        bool isRepeated = false;
        string answer = Call("sbatch", ["--parsable", .. arguments], () =>
        {
            bool was = isRepeated;
            isRepeated = true;
            if (!was) return null;
            if (find() is { } found) return found;
            // A controller that answers again works on several messages at once: the job's may still lie before it.
            cancellation.WaitHandle.WaitOne(SecondLook);
            return find();
        });
        string id = answer.Trim().Split('\n')[^1].Split(';')[0];
        return ClusterFolder.IsNumber(id)
            ? id
            : throw new SchedulerRefusedException($"expected the number of a job from sbatch, found '{answer.Trim()}'");
    }

    /// <summary>Cancels jobs, arrays or tasks.</summary>
    /// <param name="numbers">Their numbers.</param>
    /// <exception cref="SchedulerSilentException">The controller did not answer.</exception>
    /// <exception cref="SchedulerRefusedException">It refused.</exception>
    public void Cancel(IEnumerable<string> numbers)
    {
        foreach (string[] some in numbers.Distinct().Chunk(MostCancelled))
        {
            try
            {
                Call("scancel", some);
            }
            catch (SchedulerRefusedException e) when (e.Message.Split('\n').All(IsOver))
            {
                // They ended meanwhile.
            }
        }

        static bool IsOver(string line) =>
            line.Contains("Invalid job id", StringComparison.Ordinal)
            || line.Contains("already completing or completed", StringComparison.Ordinal);
    }

    private string Call(string program, IReadOnlyList<string> arguments, Func<string?>? known = null)
    {
        long begin = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            cancellation.ThrowIfCancellationRequested();
            if (known?.Invoke() is { } answer) return answer;
            var result = Once(program, arguments, LongestCall);
            string said = result.Complaints.Trim();
            if (result.ExitCode == 0)
            {
                if (said.Length > 0) warn($"{program}: {said}");
                return result.Output;
            }
            if (result.ExitCode == NotFound) throw new SchedulerSilentException($"this machine has no {program}");
            if (!Silences.Any(silence => said.Contains(silence, StringComparison.OrdinalIgnoreCase)))
                throw new SchedulerRefusedException(said.Length > 0 ? said : $"{program} ended with {result.ExitCode}");
            if (clock.GetElapsedTime(begin) + pause > patience)
            {
                throw new SchedulerSilentException(
                    $"{said.Split('\n')[^1]}; asked again for {patience.TotalSeconds:0} s (--wait)");
            }
            if (pause == FirstPause)
                warn($"{said.Split('\n')[^1]}; asking again for at most {patience.TotalSeconds:0} s");
            cancellation.WaitHandle.WaitOne(pause);
        }
    }

    private ProgramResult Once(string program, IReadOnlyList<string> arguments, TimeSpan limit)
    {
        string[] foreign =
        [
            .. Environment.GetEnvironmentVariables().Keys.Cast<string>()
                .Where(name => name.StartsWith("SLURM_", StringComparison.Ordinal) && !Kept.Contains(name)),
        ];
        // Ranges of tasks are shortened otherwise.
        string[] setting = [.. foreign.SelectMany(name => new[] { "-u", name }), "SLURM_BITSTR_LEN=0"];
        return ChildProcess.ResultOf("env", [.. setting, program, .. arguments], limit, cancellation)
            ?? new ProgramResult(1, "", $"{program}: Socket timed out: no answer within {limit.TotalSeconds:0} s");
    }
}
