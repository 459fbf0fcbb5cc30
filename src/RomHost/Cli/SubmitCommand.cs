using System.CommandLine;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Clusters;
using RomHost.Configuration;
using RomHost.Configuration.Yaml;
using RomHost.Progress;
using RomHost.Sweeps;

namespace RomHost.Cli;

/// <summary>The command <c>romhost submit</c>: submits the work on experiments to the scheduler of a cluster.</summary>
internal sealed class SubmitCommand : Command
{
    private readonly ExperimentArguments arguments = new(takesPlaces: true);
    private readonly ClusterArguments cluster = new();

    private readonly Option<string?> file = new("--cluster")
    {
        Description = "The cluster file: partition, account, time, memory, …; default: the one that the experiment was "
            + "submitted with before.",
        HelpName = "FILE",
    };

    private readonly Option<bool> dryRun = new("--dry-run") { Description = "List jobs and tasks; submit none." };

    private readonly Option<bool> yes = new("--yes")
    {
        Description = $"Submit more than {SweepCommand.MostWithoutYes} experiments.",
    };

    private readonly WorkOptions workOptions = new();

    /// <summary>Creates the command.</summary>
    public SubmitCommand() : base(
        "submit", "Submits an experiment, or those of a sweep, to Slurm, as jobs that depend on each other; again, it "
        + "submits what is missing. With 'local: {processes: N}' in the cluster file it works here.")
    {
        foreach (Option option in (Option[])[file, dryRun, yes]) Add(option);
        workOptions.AddTo(this);
        cluster.AddTo(this);
        arguments.AddTo(this);
        SetAction(parsed => CommandGuard.Run(workOptions.IsVerbose(parsed), cancellation => Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var display = ProgressDisplay.For(workOptions.IsQuiet(parsed), TimeProvider.System);
        var setup = ExperimentSetup.Load(arguments.PluginFolders(parsed), display, workOptions.IsVerbose(parsed));
        var (documents, failures) = Documents(parsed, setup, display, cancellation);
        var work = new List<(ExperimentContext Context, ClusterFile File)>();
        foreach (var (document, root) in documents)
        {
            var experiment = setup.Bind(document);
            var folder = new ExperimentFolder(root ?? Path.Combine(arguments.OutputRoot(parsed), experiment.Name));
            var findings = setup.Validate(experiment, folder, cancellation);
            work.Add((
                setup.ContextOf(
                    experiment, folder, findings, Environment.ProcessorCount, force: false, cancellation,
                    reuses: workOptions.Reuses(parsed)),
                FileOf(parsed, folder, experiment)));
        }
        bool isLocal = work.Any(one => one.File.Options.Local is not null);
        if (isLocal && work.Any(one => one.File.Options.Local is null))
            throw new InvalidDataException("expected 'local:' in the cluster files of all experiments or of none");
        if (!isLocal) Slurm.RefuseMissing();
        var slurm = isLocal ? null : cluster.Slurm(parsed, display.Warn, cancellation);
        using var submitter = new Submitter(ExperimentSetup.Runner(), slurm, display);
        if (parsed.GetValue(dryRun))
        {
            foreach (var (context, options) in work)
                SubmissionText.Write(Console.Out, context, null, submitter.Plan(context, options));
            return failures == 0 ? ExitCode.Done : ExitCode.StageFailed;
        }
        failures += isLocal
            ? Locally(parsed, submitter, work, display, cancellation)
            : Each(work, (context, options) => Submit(parsed, submitter, context, options), display);
        return failures == 0 ? ExitCode.Done : ExitCode.StageFailed;
    }

    // One experiment that cannot be submitted does not keep back the others.
    private static int Each(
        IReadOnlyList<(ExperimentContext Context, ClusterFile File)> work,
        Action<ExperimentContext, ClusterFile> submit, IProgressDisplay display)
    {
        int failures = 0;
        foreach (var (context, options) in work)
        {
            try
            {
                submit(context, options);
            }
            catch (Exception e)
                when (work.Count > 1 && e is not (SchedulerSilentException or OperationCanceledException))
            {
                display.Warn($"{context.Experiment.Name} is not submitted as a whole: {e.Message}");
                failures++;
            }
        }
        return failures;
    }

    private Submission? Submit(
        ParseResult parsed, Submitter submitter, ExperimentContext context, ClusterFile options)
    {
        var (submission, plan) = submitter.Submit(context, options, ArgumentsOf(parsed, context));
        SubmissionText.Write(Console.Out, context, submission, plan);
        return submission;
    }

    private int Locally(
        ParseResult parsed, Submitter submitter, IReadOnlyList<(ExperimentContext Context, ClusterFile File)> work,
        IProgressDisplay display, CancellationToken cancellation)
    {
        var run = new LocalRun(work[0].File.Options.Local!.Processes, display, cancellation);
        int refused = Each(
            work,
            (context, options) =>
            {
                if (Submit(parsed, submitter, context, options) is { } submission)
                    run.Add(new ClusterFolder(context.Folder), submission, options, ArgumentsOf(parsed, context));
            },
            display);
        int failed = refused + run.Run();
        if (failed > 0) display.Warn($"{NumberText.Count(failed, "task")} failed; the same command tries them again");
        return failed;
    }

    private List<string> ArgumentsOf(ParseResult parsed, ExperimentContext context) =>
    [
        "run", "--config", new ClusterFolder(context.Folder).Configuration, ExperimentArguments.FolderOption,
        context.Experiment.Document.Folder, "--output", Path.GetDirectoryName(context.Folder.Root)!,
        "--experiment_name", Path.GetFileName(context.Folder.Root),
        .. arguments.PluginFolders(parsed).SelectMany(
            folder => new[] { "--plugin-dir", Path.GetFullPath(folder) }),
        .. workOptions.Arguments(parsed),
    ];

    // The file of the command line, or the one that was used before.
    private ClusterFile FileOf(ParseResult parsed, ExperimentFolder folder, Experiment experiment)
    {
        var jobs = JobKind.Names(ExperimentSetup.Runner().Stages, experiment);
        if (parsed.GetValue(file) is { } given) return ClusterFile.Read(given, jobs);
        string former = new ClusterFolder(folder).ClusterFile;
        return File.Exists(former) ? ClusterFile.Read(former, jobs) : ClusterFile.Default;
    }

    // The configuration of an experiment as it was given when it was submitted; else as it was resolved.
    private static ConfigurationDocument Former(
        ExperimentFolder folder, ExperimentSetup setup, IProgressDisplay display)
    {
        var submitted = new ClusterFolder(folder);
        var resolved = ConfigurationDocument.Read(folder.ConfigResolved);
        if (!File.Exists(submitted.Configuration) || submitted.Submissions(display.Warn) is not [.., var last])
            return resolved;
        var given = ConfigurationDocument.Read(submitted.Configuration) with { Folder = last.ConfigFolder };
        try
        {
            // romhost run may have been called with other values meanwhile.
            return ConfigurationWriter.WriteValues(setup.Bind(given)) == ConfigurationWriter.Write(resolved)
                ? given
                : resolved;
        }
        catch (ConfigurationException)
        {
            return resolved;
        }
    }

    // Each experiment's configuration, and its folder where that is given.
    private (IReadOnlyList<(ConfigurationDocument Document, string? Root)> Documents, int Refused) Documents(
        ParseResult parsed, ExperimentSetup setup, IProgressDisplay display, CancellationToken cancellation)
    {
        if (arguments.Places(parsed) is { Length: > 0 } places)
        {
            return ([.. ClusterArguments.Experiments(places).Select(folder => (
                Former(ExperimentFolder.Existing(folder.Root), setup, display).With(
                [
                    .. arguments.Overrides(parsed),
                    ConfigurationOverride.OfText("its folder", "experiment_name", Path.GetFileName(folder.Root)),
                ]),
                (string?)folder.Root))], 0);
        }
        var document = ConfigurationDocument.Read(arguments.File(parsed));
        if (!Sweep.IsIn(document, arguments.Assignments(parsed)))
            return ([(document.With(arguments.Overrides(parsed)), null)], 0);
        var sweep = Sweep.Read(document, arguments.Assignments(parsed), arguments.Name(parsed));
        SweepCommand.RefuseMany(sweep.Count, parsed.GetValue(yes));
        SweepExperiment[] experiments = [.. sweep.Experiments()];
        var quietly = ExperimentSetup.Load(
            arguments.PluginFolders(parsed), new QuietProgressDisplay(TextWriter.Null), workOptions.IsVerbose(parsed));
        var refused = SweepCheck.Check(sweep, quietly, arguments.OutputRoot(parsed), cancellation).Refused;
        foreach (var (name, reason) in refused)
            foreach (var error in reason.Errors) display.Warn($"{name} is not submitted: {error}");
        return (
            [
                .. experiments.Where(one => !refused.ContainsKey(one.Name))
                    .Select(one => (one.Document, (string?)null)),
            ],
            refused.Count);
    }
}
