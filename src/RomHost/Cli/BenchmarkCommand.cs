using System.CommandLine;
using Rom.Analysis.Contests;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Pipeline;
using RomHost.Progress;
using RomHost.Reporting;

namespace RomHost.Cli;

/// <summary>
/// The command <c>romhost benchmark EXPERIMENT</c>: profiles and times the models of a finished experiment again.
/// </summary>
internal sealed class BenchmarkCommand : Command
{
    private readonly Argument<string> place = new("EXPERIMENT")
    {
        Description = "The folder of a finished experiment.",
    };
    private readonly Option<string[]> plugins = SharedOptions.PluginDir();
    private readonly Option<bool> verbose = SharedOptions.Verbose();
    private readonly Option<bool> quiet = SharedOptions.Quiet();

    /// <summary>Creates the command.</summary>
    public BenchmarkCommand()
        : base("benchmark",
            "Times the models of a finished experiment again, and says which is faster and how sure that is.")
    {
        Add(place);
        foreach (Option option in (Option[])[plugins, verbose, quiet]) Add(option);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), cancellation => Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        bool silent = parsed.GetValue(quiet);
        var folder = ExperimentFolder.Existing(parsed.GetValue(place)!);
        if (!File.Exists(folder.Summary))
            throw new FileNotFoundException(
                $"expected a finished experiment in {folder.Root}, found no summary.json; run it first");
        var display = ProgressDisplay.For(silent, TimeProvider.System);
        var setup = ExperimentSetup.Load(parsed.GetValue(plugins)!, display, parsed.GetValue(verbose));
        var experiment = setup.Bind(folder.ConfigResolved, []);
        CheckAsksForTimes(experiment, folder);
        var findings = setup.Validate(experiment, folder, cancellation);
        int runsAtOnce = Math.Min(Environment.ProcessorCount, findings.MostRunsAtOnce);
        var context = setup.ContextOf(experiment, folder, findings, runsAtOnce, force: false, cancellation);
        ExperimentSetup.Runner().Run(context, before: () => BenchmarkModels.Forget(context));
        ReportCommand.WriteAfter(context);
        if (!silent && File.Exists(folder.Contest))
            ContestText.Write(JsonFile.Read(folder.Contest, ContestReport.FromJson), Console.Out);
        return ExitCode.Done;
    }

    private static void CheckAsksForTimes(Experiment experiment, ExperimentFolder folder)
    {
        if (experiment.Options.Benchmark.Enabled) return;
        throw new InvalidDataException(
            $"{folder.Root}: benchmark.enabled is false, so that no model is timed; set it to true and run the "
            + $"experiment again: romhost run --config {folder.Root} --output "
            + $"{Path.GetDirectoryName(folder.Root)} --set benchmark.enabled=true");
    }
}
