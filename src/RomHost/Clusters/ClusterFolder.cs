using System.Globalization;
using System.Text.RegularExpressions;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using RomHost.Artifacts;

namespace RomHost.Clusters;

/// <summary>The files of an experiment's submissions, in <c>.cluster</c> (docs/file-formats.md).</summary>
/// <param name="Experiment">The experiment's folder.</param>
internal sealed partial record ClusterFolder(ExperimentFolder Experiment)
{
    private const string Ending = ".json";

    /// <summary>The folder.</summary>
    public string Root => Experiment.Cluster;

    /// <summary>The cluster file that was used last.</summary>
    public string ClusterFile => Path.Combine(Root, "cluster.yaml");

    /// <summary>The configuration of the experiment as it was given, which the jobs read.</summary>
    public string Configuration => Path.Combine(Root, "config.yaml");

    /// <summary>Returns the record of a submission.</summary>
    /// <param name="submission">Its name.</param>
    public string RecordOf(string submission) => Path.Combine(Root, submission + Ending);

    /// <summary>Returns the script of a job.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="job">The job.</param>
    public string ScriptOf(string submission, string job) => Path.Combine(Root, $"{submission}.{job}.sh");

    /// <summary>Returns the file that says that a submission was cancelled.</summary>
    /// <param name="submission">The submission.</param>
    public string CancelledOf(string submission) => Path.Combine(Root, submission + ".cancelled");

    /// <summary>Returns the file of the process that submits a submission, or works on it.</summary>
    /// <param name="submission">The submission.</param>
    public string ProcessOf(string submission) => Path.Combine(Root, submission + ".process");

    /// <summary>Returns the file that says how a task ended.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="job">The job.</param>
    /// <param name="task">The task's index.</param>
    /// <param name="exitCode">The exit code.</param>
    public string ExitOf(string submission, string job, int task, int exitCode) => Path.Combine(
        Root, string.Create(CultureInfo.InvariantCulture, $"{new TaskName(submission, job, task)}.exit-{exitCode}"));

    /// <summary>Returns the file that counts the starts of a task that finished no artifact.</summary>
    /// <param name="task">The task.</param>
    public string StartsOf(TaskName task) => Path.Combine(Root, task + ".starts");

    /// <summary>Returns the submissions, the first one first.</summary>
    /// <param name="warn">Receives a line for each file that is none.</param>
    public IReadOnlyList<Submission> Submissions(Action<string> warn)
    {
        var found = new List<Submission>();
        foreach (string path in RealFolder.Files(Root).Where(path => Record().IsMatch(Path.GetFileName(path))))
        {
            try
            {
                var submission = Read(path);
                if (submission.ExperimentName == Path.GetFileName(Experiment.Root)) found.Add(submission);
                else warn(
                    $"{path}: expected a submission of {Path.GetFileName(Experiment.Root)}, found one of "
                    + $"{Printable.Short(submission.ExperimentName)}, whose jobs are its own; it is left out");
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                warn($"{e.Message}; it is left out");
            }
        }
        return found;
    }

    private Submission Read(string path)
    {
        var submission = Submission.Read(path);
        bool isAttended = Attendance.IsAt(ProcessOf(submission.Id), DateTime.UtcNow);
        // It may have been finished between the two.
        if (submission.IsUnfinished && !isAttended) submission = Submission.Read(path);
        return submission with { IsAttended = isAttended };
    }

    /// <summary>
    /// Returns what the files of the folder tell by their names: one listing, whatever the number of tasks.
    /// </summary>
    public ClusterMarks Marks()
    {
        var cancelled = new HashSet<string>();
        var exits = new Dictionary<string, (int, string)>();
        foreach (string path in RealFolder.Files(Root))
        {
            string name = Path.GetFileName(path);
            if (Cancelled().Match(name) is { Success: true } stopped) cancelled.Add(stopped.Groups[1].Value);
            else if (Exit().Match(name) is { Success: true } ended)
            {
                exits[ended.Groups[1].Value] =
                    (int.Parse(ended.Groups[2].ValueSpan, CultureInfo.InvariantCulture), path);
            }
        }
        return new(cancelled, exits);
    }

    /// <summary>Writes an empty file.</summary>
    /// <param name="path">The file.</param>
    public static void Mark(string path) => AtomicFile.WriteText(path, "");

    /// <summary>Returns whether a text is the name of a job, as it stands in the names of files.</summary>
    /// <param name="text">The text.</param>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>Returns whether a text is the number of a job.</summary>
    /// <param name="text">The text.</param>
    public static bool IsNumber(string text) => Number().IsMatch(text);

    [GeneratedRegex(@"\A[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}\.json\z")]
    private static partial Regex Record();

    [GeneratedRegex(@"\A([0-9]{8}T[0-9]{6}Z-[0-9a-f]{8})\.cancelled\z")]
    private static partial Regex Cancelled();

    [GeneratedRegex(@"\A([0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}\.[a-z_]+(?:-[0-9]+)?_[0-9]+)\.exit-([0-9]{1,3})\z")]
    private static partial Regex Exit();

    [GeneratedRegex(@"\A[a-z_]+(?:-[0-9]+)?\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[0-9]{1,18}\z")]
    private static partial Regex Number();
}
