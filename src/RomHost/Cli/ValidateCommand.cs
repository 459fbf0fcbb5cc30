using System.CommandLine;
using Rom.Forecasting.Serialization;
using RomHost.Configuration;
using RomHost.Progress;

namespace RomHost.Cli;

/// <summary>The command <c>romhost validate</c>: makes all checks that need no computation.</summary>
internal sealed class ValidateCommand : Command
{
    private readonly ExperimentArguments experiment = new();
    private readonly Option<bool> verbose = SharedOptions.Verbose();
    private readonly Option<bool> quiet = SharedOptions.Quiet();

    /// <summary>Creates the command.</summary>
    public ValidateCommand()
        : base("validate",
            "Checks a configuration and says everything that is wrong with it, with line, column and remedy.")
    {
        foreach (Option option in (Option[])[verbose, quiet]) Add(option);
        experiment.AddTo(this);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), () => Run(parsed)));
    }

    private int Run(ParseResult parsed)
    {
        var display = new PlainProgressDisplay(Console.Error, TimeProvider.System);
        var setup = ExperimentSetup.Load(experiment.PluginFolders(parsed), display, parsed.GetValue(verbose));
        var bound = setup.Bind(experiment.File(parsed), experiment.Overrides(parsed));
        var folder = experiment.FolderOf(parsed, bound);
        setup.Validate(bound, folder);
        if (!parsed.GetValue(quiet)) Describe(bound, folder.Root);
        return ExitCode.Done;
    }

    private static void Describe(Experiment experiment, string root)
    {
        Console.WriteLine(
            $"{experiment.Name}: {NumberText.Count(experiment.TrainRuns.Count, "training run")}, "
            + $"{NumberText.Count(experiment.TestRuns.Count, "test run")}");
        string models = experiment.Models.Count == 0
            ? "no model"
            : string.Join(", ", experiment.Models.Select(model => $"{model.Name} ({model.Registration.Name})"));
        Console.WriteLine($"  {experiment.Simulator.Name} → {experiment.DensityEstimator.Name} → {models}");
        Console.WriteLine($"  into {root}");
    }
}
