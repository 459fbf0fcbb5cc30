using System.CommandLine;
using Rom.Analysis;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using RomHost.Benchmarking;
using RomHost.Configuration;

namespace RomHost.Cli;

/// <summary>The hidden command <c>romhost measure</c>: a process that the host starts to measure models.</summary>
internal sealed class MeasureCommand : Command
{
    private readonly Argument<string> place = new("EXPERIMENT");
    private readonly Option<string[]> models = new("--model") { Required = true };
    private readonly Option<string> to = new("--to") { Required = true };
    private readonly Option<ulong?> seed = new("--training-seed");
    private readonly Option<double?> limit = new("--training-limit");
    private readonly Option<int?> repetition = new("--repetition");
    private readonly Option<bool> profile = new("--profile");
    private readonly Option<bool> costs = new("--costs");
    private readonly Option<string[]> plugins = SharedOptions.PluginDir();

    /// <summary>Creates the command.</summary>
    public MeasureCommand() : base("measure", "Measures the memory of one model, one training, or the times of some.")
    {
        Add(place);
        foreach (Option option in (Option[])[models, to, seed, limit, repetition, profile, costs, plugins]) Add(option);
        Hidden = true;
        SetAction(parsed => CommandGuard.Run(verbose: false, cancellation => Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var context = ExperimentSetup.OfParent(parsed.GetValue(place)!, parsed.GetValue(plugins)!, cancellation);
        string[] names = parsed.GetValue(models)!;
        ModelPlan Plan() => context.ModelNamed(names[0]);
        AtomicFile.WriteText(
            parsed.GetValue(to)!,
            parsed.GetValue(profile) ? ModelMeasurement.OfProfile(context, Plan()).ToJson()
            : parsed.GetValue(costs) ? new CostReport([ModelMeasurement.OfCosts(context, Plan())]).ToJson()
            : parsed.GetValue(repetition) is { } number ? JsonText.Of(ModelMeasurement.OfRounds(context, names, number))
            : parsed.GetValue(seed) is { } trainingSeed
                ? JsonText.Of(ModelMeasurement.OfTraining(context, Plan(), trainingSeed, parsed.GetValue(limit)))
                : JsonText.Of(ModelMeasurement.OfInference(context, Plan())));
        return ExitCode.Done;
    }
}
