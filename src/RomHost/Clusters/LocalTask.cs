using System.Globalization;
using Rom.Numerics.Processes;
using RomHost.Processes;

namespace RomHost.Clusters;

/// <summary>A task that a process of this machine makes.</summary>
/// <param name="folder">The experiment's folder of submissions.</param>
/// <param name="submission">The submission.</param>
/// <param name="job">Its job.</param>
/// <param name="index">Its index in the job.</param>
/// <param name="file">The cluster file.</param>
/// <param name="arguments">The arguments of <c>run</c> that select the experiment.</param>
internal sealed class LocalTask(
    ClusterFolder folder, Submission submission, ClusterJob job, int index, ClusterFile file,
    IReadOnlyList<string> arguments)
{
    /// <summary>Its job.</summary>
    public ClusterJob Job => job;

    /// <summary>Its log.</summary>
    public string Log => Path.Combine(folder.Experiment.Root, job.LogOf(submission.Id, index));

    /// <summary>Its name in messages.</summary>
    public string Name => $"{submission.ExperimentName}: {job.Job} {job.Tasks[index].Name}".TrimEnd();

    /// <summary>Its job among those of all submissions.</summary>
    public string Key => KeyOf(submission, job.Job);

    /// <summary>The jobs that end before it begins.</summary>
    public IReadOnlyList<string> After { get; } =
        [.. job.After.Select(name => KeyOf(submission, name)), .. job.AfterIds];

    /// <summary>Returns a name of a job among those of all submissions.</summary>
    /// <param name="submission">Its submission.</param>
    /// <param name="job">Its name.</param>
    public static string KeyOf(Submission submission, string job) => $"{submission.Id}.{job}";

    /// <summary>Makes it, and writes how it ended.</summary>
    /// <param name="cancellation">Ends the process.</param>
    /// <returns>
    /// The exit code of the first step that failed; 0 where none did, and where <c>romhost cancel</c> was called.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public int Run(CancellationToken cancellation)
    {
        if (File.Exists(folder.CancelledOf(submission.Id))) return 0;
        using var log = new FileStream(
            Log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        int exitCode = 0;
        foreach (string step in job.Steps)
        {
            exitCode = Run(step, log, cancellation);
            if (exitCode != 0) break;
        }
        ClusterFolder.Mark(folder.ExitOf(submission.Id, job.Job, index, exitCode));
        return exitCode;
    }

    private int Run(string step, FileStream log, CancellationToken cancellation)
    {
        string cpus = (file.For(job.Stage).Cpus ?? 1).ToString(CultureInfo.InvariantCulture);
        var program = Submitter.ProgramOf(file);
        using var process = ChildProcess.Start(
            program[0],
            [
                .. program.Skip(1), .. arguments, "--threads", cpus, TaskName.Option,
                new TaskName(submission.Id, job.Job, index).ToString(), .. job.Tasks[index].Arguments(step),
            ],
            new ProgramSetting
            {
                Variables = new Dictionary<string, string>
                {
                    ["OMP_NUM_THREADS"] = cpus,
                    ["DOTNET_PROCESSOR_COUNT"] = cpus,
                },
            });
        using var stop = cancellation.Register(process.Kill);
        // On threads of their own: where those of the pool are all waiting, what the task said would be lost.
        Task[] copies =
        [
            .. new[] { process.Output, process.Complaints }.Select(stream => Task.Factory.StartNew(
                () => Copy(stream), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];
        int exitCode = process.Exit.GetAwaiter().GetResult();
        process.Kill(); // what it left would keep its streams open
        Task.WaitAll(copies, TimeSpan.FromSeconds(5));
        ChildProcess.ThrowIfStopped(exitCode, cancellation);
        return exitCode;

        void Copy(Stream stream)
        {
            byte[] buffer = new byte[4096];
            while (stream.Read(buffer) is > 0 and int count)
            {
                try
                {
                    lock (log) log.Write(buffer, 0, count);
                }
                catch (IOException)
                {
                    // A full disk: the task, which would wait for a reader, goes on, and its exit code tells the rest.
                }
            }
        }
    }
}
