using System.Globalization;

namespace RomHost.Clusters;

/// <summary>
/// The arguments of <c>sbatch</c> for a job. They stand on its command line, since there they come before variables
/// such as <c>SBATCH_PARTITION</c>, which come before lines of a script.
/// </summary>
internal static class SbatchArguments
{
    /// <summary>Returns the arguments.</summary>
    /// <param name="folder">The experiment's folder of submissions.</param>
    /// <param name="submission">The submission, with the numbers of the jobs that come before this one.</param>
    /// <param name="job">The job.</param>
    /// <param name="options">Its options.</param>
    /// <param name="grace">The time before the limit at which a task stops in good order [s].</param>
    /// <exception cref="InvalidDataException">A path cannot be written into them.</exception>
    public static IReadOnlyList<string> Of(
        ClusterFolder folder, Submission submission, ClusterJob job, JobOptions options, int grace)
    {
        string root = folder.Experiment.Root;
        ShellText.Check(root);
        if (root.Contains('\\'))
        {
            throw new InvalidDataException(
                $"expected an output root without a backslash, which sbatch takes for an instruction, found {root}; "
                + "choose another one with --output");
        }
        var arguments = new List<string>
        {
            $"--job-name={submission.NameOf(job)}",
            $"--output={root.Replace("%", "%%")}/{(job.IsArray ? job.LogOf("%A", "%a") : job.LogOf("%j", ""))}",
            "--open-mode=append",
            "--requeue",
            string.Create(CultureInfo.InvariantCulture, $"--signal=B:USR1@{grace}"),
            string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={options.Cpus ?? 1}"),
        };
        Add("partition", options.Partition);
        Add("account", options.Account);
        Add("time", options.Time);
        Add("mem", options.Memory);
        if (job.Exclusive && !options.Options.ContainsKey("exclusive")) arguments.Add("--exclusive");
        foreach (var (name, value) in options.Options.OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            if (value == "true") arguments.Add($"--{name}");
            else if (value != "false") Add(name, value);
        }
        if (job.IsArray)
            arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--array=0-{job.Tasks.Count - 1}"));
        string[] before =
        [
            .. submission.Jobs.Where(one => job.After.Contains(one.Job)).Select(one => one.Id).OfType<string>()
                .Concat(job.AfterIds).Distinct(),
        ];
        if (before.Length > 0)
        {
            // Not afterok: one task that failed would take all others with it. What is missing, the job itself finds.
            arguments.Add($"--dependency=afterany:{string.Join(':', before)}");
            arguments.Add("--kill-on-invalid-dep=yes");
        }
        arguments.Add(folder.ScriptOf(submission.Id, job.Job));
        return arguments;

        void Add(string name, string? value)
        {
            if (value is not null) arguments.Add($"--{name}={value}");
        }
    }
}
