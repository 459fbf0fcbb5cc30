using System.CommandLine;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Work;
using Rom.Numerics.Files;
using Rom.Testing;
using RomHost.Configuration;
using RomHost.Progress;
using RomHost.Reporting;

namespace RomHost.Cli;

/// <summary>The command <c>romhost plugins verify</c>: checks whether compiled plugins keep the contract.</summary>
internal sealed class VerifyPluginsCommand : Command
{
    private readonly Argument<string> folder = new("DIR")
    {
        Description = "A plugin's folder, or a folder of plugin folders. Its code runs with your rights.",
    };

    private readonly Option<string?> config = new("--config", "-c")
    {
        Description = "An experiment whose options, initial conditions and duration the plugins are tried with, "
            + "instead of their defaults: for plugins that cannot do without, such as one that reads a recording.",
        HelpName = "FILE",
    };

    private readonly Option<bool> verbose = SharedOptions.Verbose();

    /// <summary>Creates the command.</summary>
    public VerifyPluginsCommand() : base(
        "verify", "Tries whether plugins keep the contract, and says for each rule whether it holds.")
    {
        Add(folder);
        Add(config);
        Add(verbose);
        SetAction(parsed => CommandGuard.Run(
            parsed.GetValue(verbose),
            stop => Verify(parsed.GetValue(folder)!, parsed.GetValue(config), parsed.GetValue(verbose), stop)));
    }

    private static int Verify(string directory, string? config, bool verbose, CancellationToken stop)
    {
        string place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        bool IsMeant(string path) =>
            path == place || path.StartsWith(place + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var catalog = PluginCatalog.Load(PluginFolder.Find([place]));
        var meant = catalog.Loaded.Where(plugin => IsMeant(plugin.Path)).ToList();
        var setup = new ExperimentSetup(catalog, new QuietProgressDisplay(Console.Error), verbose);
        var examples = config is null ? new ContractExamples() : Examples(setup.Bind(config, []));
        var table = new ContractTable(Console.Out, verbose);
        using (var sandbox = new Sandbox())
        {
            foreach (var plugin in meant)
            {
                var contract = PluginContract.Of(
                    plugin.Offers, plugin.Services, examples, new ContractOptionsReader(catalog.Offers),
                    [plugin.Path, sandbox.Root]);
                foreach (var check in contract.Checks)
                {
                    stop.ThrowIfCancellationRequested();
                    using var work = WorkUnderWay.Begin($"the check of {check}", plugin.Name);
                    table.Add(plugin.Name, check, check.Run());
                }
            }
        }
        if (meant.Count > 0) table.WriteSums();
        int refused = 0;
        foreach (var plugin in catalog.Refused.Where(plugin => IsMeant(plugin.Path)))
        {
            refused++;
            Console.Error.WriteLine("error: " + plugin.Describe(verbose));
        }
        return refused > 0 || table.IsBroken ? ExitCode.PluginRefused : ExitCode.Done;
    }

    private static ContractExamples Examples(Experiment experiment) => new()
    {
        Options = new Dictionary<string, object>(experiment.Models
            .Select(model => model.Candidates is { } open ? model.With(open.Usable.First()) : model)
            .Select(model => KeyValuePair.Create(model.Registration.Name, model.Options))
            .Append(new(experiment.Simulator.Name, experiment.SimulatorOptions))
            .Append(new(experiment.DensityEstimator.Name, experiment.DensityEstimatorOptions))
            .DistinctBy(example => example.Key)),
        InitialConditions = new Dictionary<string, InitialCondition>(experiment.TrainRuns
            .Select(run => KeyValuePair.Create(run.Family, run.InitialCondition)).DistinctBy(example => example.Key)),
        Duration = experiment.Options.Train.Duration,
    };

    /// <summary>Creates empty current and temporary directories, so that leftovers of a plugin are found.</summary>
    private sealed class Sandbox : IDisposable
    {
        private readonly TemporaryFolder folder = new("verify");
        private readonly string directory = Environment.CurrentDirectory;
        private readonly Dictionary<string, string?> variables =
            new[] { "TMPDIR", "TMP", "TEMP" }.ToDictionary(name => name, Environment.GetEnvironmentVariable);

        public Sandbox()
        {
            string temporary = Directory.CreateDirectory(Path.Combine(Root, "temporary")).FullName;
            foreach (string name in variables.Keys) Environment.SetEnvironmentVariable(name, temporary);
            Environment.CurrentDirectory = Directory.CreateDirectory(Path.Combine(Root, "current")).FullName;
        }

        public string Root => folder.Path;

        public void Dispose()
        {
            Environment.CurrentDirectory = directory;
            foreach (var (name, value) in variables) Environment.SetEnvironmentVariable(name, value);
            folder.Dispose();
        }
    }
}
