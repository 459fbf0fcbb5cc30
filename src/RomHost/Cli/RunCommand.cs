using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using RomHost.Artifacts;
using RomHost.Pipeline;
using RomHost.Progress;
using RomHost.Reporting;

namespace RomHost.Cli;

/// <summary><c>romhost run</c>: everything, from the configuration to the summary.</summary>
internal static class RunCommand
{
    // Each thread has buffers of its own, however few runs there are.
    private const int MostThreads = 1024;

    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        var source = new ExperimentSource();
        var force = new Option<bool>("--force") { Description = "Make everything again, also what is finished." };
        var threads = new Option<int>("--threads")
        {
            Description = "Runs worked on at once; results do not depend on it. Default: the processors at hand.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        threads.Validators.Add(result =>
        {
            if (result.Tokens is not [.., { Value: var text }]) return;
            if (int.TryParse(text, out int n) && n is >= 1 and <= MostThreads) return;
            result.AddError($"expected a whole number from 1 to {MostThreads} for --threads, found '{text}'");
        });
        var (verbose, quiet) = (SharedOptions.Verbose(), SharedOptions.Quiet());
        var command = new Command("run", "Runs an experiment; run again, it makes only what is missing or stale, and says why.")
        {
            force, threads, verbose, quiet,
        };
        source.AddTo(command);
        command.SetAction(parsed => RootCommandLine.Guard(parsed.GetValue(verbose), cancellation =>
        {
            bool silent = parsed.GetValue(quiet);
            var display = ProgressDisplay.For(silent, TimeProvider.System);
            var (catalog, experiment, folder, mostRunsAtOnce) = source.Load(parsed, display, parsed.GetValue(verbose));
            using var services = HostServices.Build();
            var components = new ExperimentComponents(experiment, catalog);
            var context = new ExperimentContext(
                experiment, folder, components,
                new ArtifactStore(experiment, folder, components) { Force = parsed.GetValue(force) },
                display, services.Services.GetRequiredService<TimeProvider>(),
                RunsAtOnce(parsed.GetValue(threads), mostRunsAtOnce, display), cancellation)
            {
                Verbose = parsed.GetValue(verbose),
            };
            var summary = services.Services.GetRequiredService<ExperimentRunner>().Run(context);
            ReportCommand.WriteAfter(context);
            if (!silent) Show(summary, context);
            return ExitCode.Done;
        }));
        return command;
    }

    private static int RunsAtOnce(int threads, int most, IProgressDisplay display)
    {
        if (threads <= most) return threads;
        display.Warn(
            $"this machine has no memory for {threads} runs at once; {most} are worked on, as with --threads {most}");
        return most;
    }

    // The experiment is finished and its files stand, whether or not anybody can read the table.
    private static void Show(ExperimentSummary summary, ExperimentContext context)
    {
        try
        {
            ClosingTable.Write(Console.Out, summary, context.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Display.Warn($"the closing table cannot be written to standard output ({e.Message}); the results are in {context.Folder.Root}");
        }
    }
}
