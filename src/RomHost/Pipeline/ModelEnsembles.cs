using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Forecasting.Files;
using Rom.Forecasting.Plugins;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using Rom.Numerics.RandomNumbers;
using RomHost.Artifacts;
using RomHost.Configuration.Sections;
using RomHost.Models;

namespace RomHost.Pipeline;

/// <summary>
/// What makes the ensembles of an experiment's models, by <c>evaluation.ensemble.kind</c>. Made once for each model
/// when it is first needed, from the training runs, and errors of whole forecasts also from the calibration runs.
/// Thread-safe.
/// </summary>
/// <param name="context">The experiment.</param>
/// <param name="inputs">What the evaluations share.</param>
/// <param name="runtimes">Where models are trained.</param>
internal sealed class ModelEnsembles(ExperimentContext context, EvaluationInputs inputs, ModelRuntimes runtimes)
    : IDisposable
{
    // Separates the stream of samples from those of runs, trainings and members.
    private const ulong BagStream = 0x626167;

    private readonly ConcurrentDictionary<(string Model, int? Bag), Lazy<Innovations>> innovations = new();
    private readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<IRomModel>>> bagged = new();
    private readonly ConcurrentBag<IRomModel> ofSamples = [];
    private readonly ConcurrentDictionary<string, Lazy<DressedEnsemble>> dressings = new();
    private readonly ProjectionErrorPool projections = new(context, inputs);
    private readonly Lazy<LatentDataset> all =
        new(() => LatentDatasetFile.Read(context.Folder.LatentDataset, context.Cancellation));

    private ForecastEnsembleOptions Options => context.Experiment.Options.Evaluation.Ensemble!;

    /// <summary>Returns what makes the ensembles of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="calibrationRun">
    /// The calibration run of which the ensemble is: it is not dressed with its own error. Null for other runs.
    /// </param>
    /// <exception cref="InvalidDataException">There is none of the kind that the configuration asks for.</exception>
    public ModelEnsemble Of(TrainedModel model, int? calibrationRun = null)
    {
        var kind = KindOf(model);
        IReadOnlyList<IRomModel> fitted = Options.Bags == 0
            ? [model.Model!]
            : bagged.GetOrAdd(model.Name, _ => new(() => BagsOf(model))).Value;
        if (kind == EnsembleKind.Dressing)
        {
            var dressed = dressings.GetOrAdd(model.Name, _ => new(() => Dress(model, fitted))).Value;
            if (calibrationRun is { } run) dressed = dressed.Without(run);
            // Of the same run as the error of the state, which goes with them.
            return new(
                dressed, kind,
                (window, members, seed) =>
                    [.. dressed.RunsOf(window, members, seed).Select(of => projections.Of(of, dressed.StepsOf(of)))]);
        }
        IEnsembleSource[] sources =
        [
            .. fitted.Select((one, bag) => SourceOf(model, one, Options.Bags == 0 ? null : bag, kind)),
        ];
        return new(
            sources is [var single] ? single : new BaggedEnsemble(sources), kind,
            (_, members, seed) => DrawProjections(members, seed, calibrationRun));
    }

    /// <summary>Frees the models of samples.</summary>
    public void Dispose()
    {
        foreach (var fitted in ofSamples.OfType<IDisposable>()) fitted.Dispose();
    }

    private DressedEnsemble Dress(TrainedModel model, IReadOnlyList<IRomModel> fitted) => new(
        fitted, ErrorsOf(model, fitted[0].LatentDimension),
        StateChannels.RatesOf(inputs.Reduction.Channels, context.Components.ChannelsOf(model.Plan)));

    // As many as have projection errors too.
    private ErrorPaths ErrorsOf(TrainedModel model, int dimension)
    {
        var paths = DressingErrors.Read(context, model.Plan, dimension);
        return paths.Only([.. projections.Some([.. paths.Runs])]);
    }

    // Of any runs: states that a model makes itself are those of none.
    private IReadOnlyList<ProjectionErrors> DrawProjections(int members, ulong seed, int? without)
    {
        int[] runs = [.. projections.Runs.Where(run => run != without)];
        return [.. ProjectionErrors.Draw(runs.Length, members, seed).Select(drawn => projections.Of(runs[drawn]))];
    }

    private EnsembleKind KindOf(TrainedModel model)
    {
        bool isOwn = IWrappedModel.EnsembleOf(model.Model!) is not null;
        return Options.Kind switch
        {
            EnsembleKind.Model or EnsembleKind.Auto when isOwn => EnsembleKind.Model,
            EnsembleKind.Model => throw new InvalidDataException(
                "expected a model that forecasts members itself, found one that does not; choose "
                + "evaluation.ensemble.kind: auto"),
            EnsembleKind.Auto => EnsembleKind.Dressing,
            var kind => kind,
        };
    }

    // Of the model itself, or of one that was trained on a sample of the runs.
    private IEnsembleSource SourceOf(TrainedModel model, IRomModel fitted, int? bag, EnsembleKind kind)
    {
        if (kind == EnsembleKind.Model)
        {
            return new OwnEnsemble(IWrappedModel.EnsembleOf(fitted) ?? throw new InvalidDataException(
                "expected members of a model that was trained on a sample of the runs too, found none; use "
                + "evaluation.ensemble.bags: 0"));
        }
        var found = innovations.GetOrAdd((model.Name, bag), _ => new(
            () => Innovations.Of(fitted, DataOf(model), context.Cancellation))).Value;
        return new InnovationEnsemble(fitted, found, Options.Block ?? found.DefaultBlock);
    }

    private IReadOnlyList<IRomModel> BagsOf(TrainedModel model)
    {
        var data = DataOf(model);
        if (data.RunCount < 2)
            throw new InvalidDataException(
                "expected two training runs at least, of which samples are drawn, found one; simulate more "
                + "(train.initial_conditions), or use evaluation.ensemble.bags: 0");
        var watch = Stopwatch.StartNew();
        var bags = new IRomModel[Options.Bags];
        for (int bag = 0; bag < bags.Length; bag++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            using var work = context.Components.Begin(
                "the training", model.Plan, string.Create(CultureInfo.InvariantCulture, $" on sample {bag}"));
            var random = new RandomStream(
                RandomStream.DeriveSeed(context.Experiment.Options.Seed, BagStream, (ulong)bag));
            try
            {
                bags[bag] = runtimes.Of(model.Plan)
                    .Fit(context, model.Plan, RunResample.Of(data, random), RunResample.LeftOut);
            }
            catch (TrainingDivergedException e)
            {
                throw new InvalidDataException(
                    $"the training on sample {bag} of {bags.Length} diverged: {PluginFailure.Message(e)}; use "
                    + "evaluation.ensemble.bags: 0", e);
            }
            ofSamples.Add(bags[bag]);
        }
        context.Display.Say(
            $"{model.Name}: trained on {bags.Length} samples of the training runs in "
            + $"{NumberText.Of(watch.Elapsed.TotalSeconds)} s");
        return bags;
    }

    private LatentDataset DataOf(TrainedModel model) => all.Value.Select(context.Components.ChannelsOf(model.Plan));
}
