using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Rom.Numerics.Files;
using RomHost.Benchmarking;
using RomHost.Configuration;
using RomHost.Ending;
using RomHost.Pipeline;
using RomHost.Plugins;
using RomHost.Reporting;

namespace RomHost.Cli;

/// <summary><c>romhost measure</c>: what the host starts as a process of its own to measure models; not shown to people.</summary>
internal static class MeasureCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        var place = new Argument<string>("EXPERIMENT");
        var (models, to) = (new Option<string[]>("--model") { Required = true }, new Option<string>("--to") { Required = true });
        var (seed, limit, repetition) = (new Option<ulong?>("--training-seed"), new Option<double?>("--training-limit"), new Option<int?>("--repetition"));
        var plugins = SharedOptions.PluginDir();
        var command = new Command("measure", "Measures the memory of one model, one training, or the times of some.") { place, models, to, seed, limit, repetition, plugins };
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
                Environment.ProcessorCount, Force: false, cancellation)
            {
                KeepsRecords = false,
            };
            string[] names = parsed.GetValue(models)!;
            ModelPlan Plan() => experiment.Models.FirstOrDefault(one => one.Name == names[0])
                ?? throw new InvalidDataException($"expected a model of {folder.Root}, found '{names[0]}'");
            AtomicFile.WriteText(
                parsed.GetValue(to)!,
                parsed.GetValue(repetition) is { } number ? JsonText.Of(ModelMeasurement.OfRounds(context, names, number))
                : parsed.GetValue(seed) is { } trainingSeed
                    ? JsonText.Of(ModelMeasurement.OfTraining(context, Plan(), trainingSeed, parsed.GetValue(limit)))
                    : JsonText.Of(ModelMeasurement.OfInference(context, Plan())));
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
        HostExit.Now(ExitCode.StageFailed);
    })
    { IsBackground = true }.Start();
}
