using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Rom.Numerics.Files;
using RomHost.Benchmarking;
using RomHost.Configuration;
using RomHost.Pipeline;
using RomHost.Plugins;
using RomHost.Reporting;

namespace RomHost.Cli;

/// <summary><c>romhost measure</c>: what the host starts as a process of its own to measure one model; not shown to people.</summary>
internal static class MeasureCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        var place = new Argument<string>("EXPERIMENT");
        var (model, to) = (new Option<string>("--model") { Required = true }, new Option<string>("--to") { Required = true });
        var (seed, limit) = (new Option<ulong?>("--training-seed"), new Option<double?>("--training-limit"));
        var plugins = SharedOptions.PluginDir();
        var command = new Command("measure", "Measures the memory of one model, or one training.") { place, model, to, seed, limit, plugins };
        command.Hidden = true;
        command.SetAction(parsed => RootCommandLine.Guard(verbose: false, cancellation =>
        {
            EndWithParent();
            var folder = new ExperimentFolder(Path.GetFullPath(parsed.GetValue(place)!));
            var catalog = PluginCatalog.Load(PluginFolder.Find(parsed.GetValue(plugins)!));
            var experiment = new ExperimentBinder(catalog.Offers).Load(folder.ConfigResolved, []);
            using var services = HostServices.Build();
            var context = new StageContext(
                experiment, folder, catalog, new QuietProgressDisplay(Console.Error), services.Services.GetRequiredService<TimeProvider>(),
                Environment.ProcessorCount, Force: false, cancellation);
            string name = parsed.GetValue(model)!;
            var plan = experiment.Models.FirstOrDefault(one => one.Name == name)
                ?? throw new InvalidDataException($"expected a model of {folder.Root}, found '{name}'");
            AtomicFile.WriteText(
                parsed.GetValue(to)!,
                parsed.GetValue(seed) is { } trainingSeed
                    ? JsonText.Of(ModelMeasurement.OfTraining(context, plan, trainingSeed, parsed.GetValue(limit)))
                    : JsonText.Of(ModelMeasurement.OfInference(context, plan)));
            return ExitCode.Done;
        }));
        return command;
    }

    // The parent holds standard input open for as long as it lives.
    private static void EndWithParent() => new Thread(() =>
    {
        while (Console.OpenStandardInput().Read(new byte[1]) > 0)
        {
        }
        Environment.Exit(ExitCode.StageFailed);
    })
    { IsBackground = true }.Start();
}
