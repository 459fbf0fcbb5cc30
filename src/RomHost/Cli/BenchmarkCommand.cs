using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Rom.Analysis.Contests;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Pipeline;
using RomHost.Progress;
using RomHost.Reporting;
using RomHost.Validation;

namespace RomHost.Cli;

/// <summary><c>romhost benchmark EXPERIMENT</c>: profiles and times the models of a finished experiment again, and nothing else.</summary>
internal static class BenchmarkCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        var place = new Argument<string>("EXPERIMENT") { Description = "The folder of a finished experiment." };
        var (plugins, verbose, quiet) = (SharedOptions.PluginDir(), SharedOptions.Verbose(), SharedOptions.Quiet());
        var command = new Command("benchmark", "Times the models of a finished experiment again, and says which is faster and how sure that is.")
        {
            place, plugins, verbose, quiet,
        };
        command.SetAction(parsed => RootCommandLine.Guard(parsed.GetValue(verbose), cancellation =>
        {
            bool silent = parsed.GetValue(quiet);
            var folder = ExperimentFolder.Existing(parsed.GetValue(place)!);
            if (!File.Exists(folder.Summary))
                throw new FileNotFoundException($"expected a finished experiment in {folder.Root}, found no summary.json; run it first");
            var display = ProgressDisplay.For(silent, TimeProvider.System);
            var catalog = PluginCatalog.Load(PluginFolder.Find(parsed.GetValue(plugins)!));
            var experiment = new ExperimentBinder(catalog.Offers).Load(folder.ConfigResolved, []);
            CheckAsksForTimes(experiment, folder);
            var findings = new ExperimentValidator(offer => catalog.OwnerOf(offer).Services).Validate(experiment);
            using var services = HostServices.Build();
            var components = new ExperimentComponents(experiment, catalog);
            var context = new ExperimentContext(
                experiment, folder, components, new ArtifactStore(experiment, folder, components), display,
                services.Services.GetRequiredService<TimeProvider>(),
                Math.Min(Environment.ProcessorCount, findings.MostRunsAtOnce), cancellation)
            {
                Verbose = parsed.GetValue(verbose),
            };
            services.Services.GetRequiredService<ExperimentRunner>().Run(context, before: () => BenchmarkModels.Forget(context));
            ReportCommand.WriteAfter(context);
            if (!silent && File.Exists(folder.Contest)) ContestText.Write(JsonFile.Read(folder.Contest, ContestReport.FromJson), Console.Out);
            return ExitCode.Done;
        }));
        return command;
    }

    private static void CheckAsksForTimes(Experiment experiment, ExperimentFolder folder)
    {
        if (experiment.Options.Benchmark.Enabled) return;
        throw new InvalidDataException(
            $"{folder.Root}: benchmark.enabled is false, so that no model is timed; set it to true and run the experiment again: "
            + $"romhost run --config {folder.Root} --output {Path.GetDirectoryName(folder.Root)} --set benchmark.enabled=true");
    }
}
