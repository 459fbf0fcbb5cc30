using System.CommandLine;
using System.Globalization;
using Rom.Forecasting;
using Rom.Forecasting.Forecasts;
using Rom.Forecasting.Serialization;
using RomHost.Execution;
using RomHost.Reporting.Figures;

namespace RomHost.Cli;

/// <summary>
/// The command <c>romhost forecast EXPERIMENT</c>: forecasts from new data with a model of a finished experiment.
/// </summary>
internal sealed class ForecastCommand : Command
{
    private readonly Argument<string> place = new("EXPERIMENT")
    {
        Description = "The folder of a finished experiment.",
    };
    private readonly Option<string?> model = SharedOptions.Named(new Option<string?>("--model", "-m")
    {
        Description = "The model; default: the first that the experiment recommends, "
            + "else the first.",
        HelpName = "NAME",
    });
    private readonly Option<string> from = SharedOptions.Named(new Option<string>("--from", "-f")
    {
        Description = "The known frames, of which the last are used: densities or a trajectory (.npz), or a recording "
            + "like the experiment's.",
        HelpName = "FILE",
        Required = true,
    });
    private readonly Option<FrameFormat?> format = new("--format")
    {
        Description = "What FILE holds: density, trajectory or recording; default: as its arrays say.",
        HelpName = "FORMAT",
    };
    private readonly Option<int?> steps = new("--steps")
    {
        Description = "Frames to forecast.",
        HelpName = "N",
    };
    private readonly Option<double?> until = new("--until")
    {
        Description = "The time up to which to forecast, in place of --steps.",
        HelpName = "T",
    };
    private readonly Option<int?> members = new("--members")
    {
        Description = "Forecast an ensemble of so many members, at least 2.",
        HelpName = "M",
    };
    private readonly Option<ulong> seed = new("--seed")
    {
        Description = "Seed of the members: the same seed gives the same.",
        HelpName = "SEED",
    };
    private readonly Option<double[]> exceeds = new("--exceeds")
    {
        Description = "A density of which the members' files have the probability that it is exceeded, as often as you "
            + "like; default: twice the mean density of the last frame.",
        HelpName = "DENSITY",
    };
    private readonly Option<string[]> output = SharedOptions.Named(new Option<string[]>("--out")
    {
        Description = "Where the forecast goes, as often as you like: .npz (densities and states), .csv (place, order "
            + "parameters, probabilities), .mp4 (with FFmpeg) or .gif.",
        HelpName = "FILE",
        Required = true,
    });
    private readonly Option<string[]> plugins = SharedOptions.PluginDir();
    private readonly Option<bool> verbose = SharedOptions.Verbose();
    private readonly Option<bool> quiet = SharedOptions.Quiet();

    /// <summary>Creates the command.</summary>
    public ForecastCommand() : base("forecast", "Forecasts from new data with a model of a finished experiment.")
    {
        Add(place);
        Option[] options =
            [model, from, format, steps, until, members, seed, exceeds, output, plugins, verbose, quiet];
        foreach (var option in options) Add(option);
        Validators.Add(result =>
        {
            if (result.GetResult(steps) is null == result.GetResult(until) is null)
                result.AddError("expected either --steps N or --until T");
            if (result.GetResult(exceeds) is not null && result.GetResult(members) is null)
                result.AddError("expected --members M with --exceeds: one forecast has no probabilities");
        });
        // By the text: the value of one that is no number throws.
        Require(steps, "a whole number of at least 1", text => int.TryParse(text, out int n) && n >= 1);
        Require(
            members, "a whole number of at least 2", text => int.TryParse(text, out int n) && n >= 2,
            "; leave it out for one forecast");
        Require(seed, "a whole number of at least 0", text => ulong.TryParse(text, out _));
        Require(
            exceeds, "a density of at least 0",
            text => double.TryParse(text, CultureInfo.InvariantCulture, out double density)
                && density >= 0 && double.IsFinite(density));
        Require(until, "a time", text => double.TryParse(text, CultureInfo.InvariantCulture, out _));
        Require(
            format, "density, trajectory or recording",
            text => Enum.GetNames<FrameFormat>().Contains(text, StringComparer.OrdinalIgnoreCase));
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), cancellation => Run(parsed, cancellation)));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var outputs = new ForecastOutputs(parsed.GetValue(output)!);
        string[] folders = parsed.GetValue(plugins)!;
        using var forecaster = RomForecaster.Load(
            parsed.GetValue(place)!, parsed.GetValue(model), folders,
            (experiment, isolated) => IsolatedForecasts.Load(
                ExperimentSetup.OfParent(experiment.Root, folders, cancellation), isolated),
            cancellation);
        var warnings = new Warnings();
        string source = parsed.GetValue(from)!;
        var frames = forecaster.ReadFrames(source, parsed.GetValue(format), warnings, cancellation);
        double last = frames.Density.Times[^1];
        int count = parsed.GetValue(steps)
            ?? StepsUntil(parsed.GetValue(until)!.Value, last, forecaster.TimeStep, source);
        string what;
        IReadOnlyList<string> doubts;
        double end;
        if (parsed.GetValue(members) is { } many)
        {
            var forecast = IsolatedForecasts.Named(
                forecaster.Model,
                () => forecaster.ForecastEnsemble(frames, count, many, parsed.GetValue(seed), cancellation));
            (what, doubts, end) = (
                $"{many} members ({Text(forecaster.MemberSource)})",
                forecast.Doubts, forecast.Times[^1]);
            double[]? thresholds = parsed.GetValue(exceeds) is { Length: > 0 } given ? given : null;
            outputs.Write(path => forecast.Write(path, thresholds), () => ForecastMovie.Of(forecast), cancellation);
        }
        else
        {
            var forecast = IsolatedForecasts.Named(
                forecaster.Model, () => forecaster.Forecast(frames, count, cancellation));
            (what, doubts, end) = ("a forecast", forecast.Doubts, forecast.Density.Times[^1]);
            outputs.Write(forecast.Write, () => ForecastMovie.Of(forecast), cancellation);
        }
        foreach (string doubt in forecaster.Doubts.Concat(doubts)) warnings.Report(doubt);
        if (!parsed.GetValue(quiet))
        {
            Console.WriteLine(
                $"{forecaster.Model} of {forecaster.Experiment}: {what} of {NumberText.Count(count, "step")} of "
                + $"{NumberText.Of(forecaster.TimeStep)}, from time {NumberText.Point(last)} to "
                + NumberText.Point(end));
            foreach (string line in outputs.Written) Console.WriteLine($"Written: {line}");
        }
        return ExitCode.Done;
    }

    private static string Text(MemberSource source) => source switch
    {
        MemberSource.Model => "the model's own",
        MemberSource.ForecastErrors => "dressed with errors of its forecasts of runs that it was not trained on",
        _ => "from its one-step errors",
    };

    private static void Require(Option option, string expected, Predicate<string> isOne, string remedy = "") =>
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !isOne(token.Value)))
                result.AddError($"expected {expected} for {option.Name}, found '{token.Value}'{remedy}");
        });

    private static int StepsUntil(double until, double last, double timeStep, string source)
    {
        // Times are sums of steps: an end that rounding alone misses is reached.
        double steps = Math.Floor((until - last) / timeStep + 1e-6);
        return steps switch
        {
            >= 1 and <= int.MaxValue => (int)steps,
            > int.MaxValue => throw new InvalidDataException(
                $"--until {until}: expected at most {int.MaxValue} steps of {NumberText.Of(timeStep)}, found more"),
            _ => throw new InvalidDataException(
                $"--until {NumberText.Point(until)}: expected a time of at least "
                + $"{NumberText.Point(last + timeStep)}, one step of {NumberText.Of(timeStep)} after the last frame of "
                + $"{source} at {NumberText.Point(last)}"),
        };
    }

    private sealed class Warnings : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine($"warning: {value}");
    }
}
