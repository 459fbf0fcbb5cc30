using System.CommandLine;
using Rom.Analysis;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using RomHost.Benchmarking;
using RomHost.Configuration;
using RomHost.Ending;

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
        var (profile, costs) = (new Option<bool>("--profile"), new Option<bool>("--costs"));
        var plugins = SharedOptions.PluginDir();
        var command = new Command("measure", "Measures the memory of one model, one training, or the times of some.") { place, models, to, seed, limit, repetition, profile, costs, plugins };
        command.Hidden = true;
        command.SetAction(parsed => RootCommandLine.Guard(verbose: false, cancellation =>
        {
            EndWithParent();
            var context = BegunExperiment.Load(parsed.GetValue(place)!, parsed.GetValue(plugins)!, cancellation);
            string[] names = parsed.GetValue(models)!;
            ModelPlan Plan() => BegunExperiment.Model(context, names[0]);
            AtomicFile.WriteText(
                parsed.GetValue(to)!,
                parsed.GetValue(profile) ? ModelMeasurement.OfProfile(context, Plan()).ToJson()
                : parsed.GetValue(costs) ? new CostReport([ModelMeasurement.OfCosts(context, Plan())]).ToJson()
                : parsed.GetValue(repetition) is { } number ? JsonText.Of(ModelMeasurement.OfRounds(context, names, number))
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
