using System.CommandLine;
using Rom.Forecasting.Plugins;
using RomHost.Execution;
using RomHost.Processes;

namespace RomHost.Cli;

/// <summary>The hidden command <c>romhost work</c>: the process of an isolated model.</summary>
internal sealed class WorkCommand : Command
{
    private readonly Argument<string> place = new("EXPERIMENT");
    private readonly Option<string> model = new("--model") { Required = true };
    private readonly Option<string[]> plugins = SharedOptions.PluginDir();

    /// <summary>Creates the command.</summary>
    public WorkCommand() : base("work", "Trains, loads and forecasts with one model as its parent asks.")
    {
        Add(place);
        Add(model);
        Add(plugins);
        Hidden = true;
        // A signal ends it at once: what becomes of the experiment is its parent's to say.
        SetAction(parsed => CommandGuard.Run(verbose: false, () => Run(parsed)));
    }

    private int Run(ParseResult parsed)
    {
        // First of all: output of a plugin must not mix with the messages.
        var (input, output) = PrivateStreams.Take();
        var catalog = new Lazy<PluginCatalog>(
            () => PluginCatalog.Load(PluginFolder.Find(parsed.GetValue(plugins)!)));
        new ModelWorker(
            configuration => ExperimentSetup.OfParent(parsed.GetValue(place)!, configuration, catalog.Value),
            parsed.GetValue(model)!, new MessageStream(input, output)).Serve();
        return ExitCode.Done;
    }
}
