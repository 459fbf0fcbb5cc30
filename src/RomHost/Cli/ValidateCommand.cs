using System.CommandLine;
using Rom.Forecasting.Serialization;
using RomHost.Configuration;
using RomHost.Progress;

namespace RomHost.Cli;

/// <summary><c>romhost validate</c>: everything that can be known before computing.</summary>
internal static class ValidateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        var source = new ExperimentSource();
        var (verbose, quiet) = (SharedOptions.Verbose(), SharedOptions.Quiet());
        var command = new Command("validate", "Checks a configuration and says everything that is wrong with it, with line, column and remedy.")
        {
            verbose, quiet,
        };
        source.AddTo(command);
        command.SetAction(parsed => RootCommandLine.Guard(parsed.GetValue(verbose), () =>
        {
            var display = new PlainProgressDisplay(Console.Error, TimeProvider.System);
            var loaded = source.Load(parsed, display, parsed.GetValue(verbose));
            if (!parsed.GetValue(quiet)) Describe(loaded.Experiment, loaded.Folder.Root);
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Describe(Experiment experiment, string root)
    {
        Console.WriteLine($"{experiment.Name}: {NumberText.Count(experiment.TrainRuns.Count, "training run")}, {NumberText.Count(experiment.TestRuns.Count, "test run")}");
        string models = experiment.Models.Count == 0
            ? "no model"
            : string.Join(", ", experiment.Models.Select(model => $"{model.Name} ({model.Registration.Name})"));
        Console.WriteLine($"  {experiment.Simulator.Name} → {experiment.DensityEstimator.Name} → {models}");
        Console.WriteLine($"  into {root}");
    }
}
