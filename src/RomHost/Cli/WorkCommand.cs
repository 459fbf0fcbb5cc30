using System.CommandLine;
using RomHost.Execution;
using RomHost.Processes;

namespace RomHost.Cli;

/// <summary><c>romhost work</c>: what the host starts as the process of a model that is isolated; not shown to people.</summary>
internal static class WorkCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        var place = new Argument<string>("EXPERIMENT");
        var (model, plugins) = (new Option<string>("--model") { Required = true }, SharedOptions.PluginDir());
        var command = new Command("work", "Trains, loads and forecasts with one model as its parent asks.") { place, model, plugins };
        command.Hidden = true;
        command.SetAction(parsed => RootCommandLine.Guard(verbose: false, cancellation =>
        {
            // First of all: what a plugin prints must not get between the messages.
            var (input, output) = PrivateStreams.Take();
            var context = BegunExperiment.Load(parsed.GetValue(place)!, parsed.GetValue(plugins)!, cancellation);
            new ModelWorker(context, BegunExperiment.Model(context, parsed.GetValue(model)!), new MessageStream(input, output)).Serve();
            return ExitCode.Done;
        }));
        return command;
    }
}
