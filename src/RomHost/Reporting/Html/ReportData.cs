using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Analysis;
using Rom.Analysis.Contests;
using Rom.Forecasting.Files;
using Rom.Forecasting.Reduction;
using Rom.Forecasting.Serialization;
using Rom.Numerics.Files;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Evaluation.Ensembles;
using RomHost.Models;
using RomHost.Pipeline;
using RomHost.Selection;

namespace RomHost.Reporting.Html;

/// <summary>
/// Gathers the report's data from an experiment's files. A part with missing or damaged files becomes a problem that is
/// shown in place of its figure.
/// </summary>
/// <param name="folder">The experiment.</param>
internal sealed class ReportData(ExperimentFolder folder)
{
    // Of a report of at most 10 MB, the charts' library takes half a megabyte; base 64 adds a third.
    private const long MostMovieBytes = 4_200_000, MostMemberBytes = 1_600_000;

    private const string Truth = "truth";
    private const int MostTimes = 300;
    private const int MostRows = 400;
    private const int LongestConfiguration = 1 << 18;

    private readonly JsonObject problems = [];

    /// <summary>
    /// Returns the models of an experiment: those of its summary, or those with a profile. A summary may come from
    /// anywhere: invalid folder names in it are ignored, and so are links, behind which files of others lie.
    /// </summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="summary">The summary, if it can be read.</param>
    public static string[] Models(ExperimentFolder folder, ExperimentSummary? summary) =>
        summary is { NamesModels: true } ? [.. summary.Models.Select(model => model.Name)
            .Where(name => IsFolderName(name) && !RealFolder.IsLink(folder.Model(name)))]
        : Directory.Exists(folder.Root)
            ? [.. Directory.EnumerateDirectories(folder.Root).Where(RealFolder.Exists)
                .Select(path => Path.GetFileName(path)!)
                .Where(name => File.Exists(folder.RuntimeProfile(name))).Order(StringComparer.Ordinal)]
            : [];

    private static bool IsFolderName(string name) =>
        name is not ("" or "." or "..") && name.IndexOfAny(['/', '\\', ':']) < 0
            && name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0;

    /// <summary>Gathers all data.</summary>
    public JsonObject Gather()
    {
        var summary = Part("summary", () => JsonFile.ReadObject(folder.Summary)) is JsonObject json
            ? new ExperimentSummary(json)
            : null;
        string[] models = Models(folder, summary);
        var contest = Contest();
        var data = new JsonObject
        {
            ["name"] = summary?.Name ?? Path.GetFileName(folder.Root),
            ["verdict"] = ReportVerdict.Of(summary, contest),
            ["models"] = summary is { NamesModels: true } ? new JsonArray([.. summary.Models.Select(Described)]) : null,
            ["scores"] = new JsonArray([.. Score
                .ShownOf(summary is { NamesModels: true } ? summary.Models.Select(model => model.Scores) : [])
                .Select(Described)]),
            ["scores_over_time"] = new JsonArray([Described(Score.R2Lab), Described(Score.PositionError)]),
            ["unoptimised_plugins"] = JsonText.Tree(summary?.UnoptimisedPlugins ?? []),
            ["shift_align"] = summary?.ShiftAlign,
            ["transform"] = summary?.Transform,
            ["environment"] = summary?.Environment?.DeepClone(),
            ["setup"] = ReportSetup.Of(summary),
            ["configuration"] = Part("configuration", Configuration),
            ["skill"] = Part("skill", () => ReportSkill.Of(summary)),
            ["ensembles"] = Part("ensembles", () => ReportEnsembles.Of(summary)),
            ["contest"] = contest is null ? null : Part("contest", () => JsonNode.Parse(Thin(contest).ToJson())!),
            ["break_even"] = ByModel(models, "break-even", model => BreakEvenOf(model, summary, contest)),
            ["selection"] = ByModel(
                models, "selection",
                model => SelectionFacts.Read(folder, model) is { Tried.Count: > 0 } selection
                    ? ReportSelection.Of(selection)
                    : null),
            ["training"] = ByModel(
                models, "training",
                model => FactsOf(model)?.TrainingLog is { } log
                    && ReadWhereThere(Path.Combine(folder.Model(model), log)) is { } columns
                    ? LossesIn(columns)
                    : null),
            ["costs"] = Part("costs", Costs),
            ["spectrum"] = Part("spectrum", Spectrum),
            ["sampled_spectra"] = Part("sampled spectra", SampledSpectra),
            ["eigenvalues"] = ByModel(
                models, "eigenvalues",
                model => FactsOf(model)?.CompanionEigenvalues is { } values
                    ? CompanionEigenvalues.ToJson(values)
                    : null),
            ["order_parameters"] = JsonText.Tree(OrderParameterTable.Normalised),
            ["best"] = JsonText.Tree(summary?.Best ?? []),
            ["is_in_lab"] = summary?.IsInLab,
            ["runs"] = Part("runs", () => Runs(models, summary)),
        };
        data["problems"] = problems;
        return data;
    }

    private JsonNode? Part(string name, Func<JsonNode?> gather)
    {
        try
        {
            return gather();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            problems[name] = e is FileNotFoundException or DirectoryNotFoundException
                ? $"it is not there: {e.Message}"
                : e.Message;
            return null;
        }
    }

    private JsonObject ByModel(string[] models, string part, Func<string, JsonNode?> gather)
    {
        var found = new JsonObject();
        foreach (string model in models)
        {
            if (Part($"{part} of {model}", () => gather(model)) is { } node) found[model] = node;
        }
        return found;
    }

    private ContestReport? Contest()
    {
        try
        {
            return JsonFile.Read(folder.Contest, ContestReport.FromJson);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            problems["contest"] = $"the models were not timed against each other: {e.Message}";
            return null;
        }
    }

    private static ContestReport Thin(ContestReport report) => report with
    {
        Cases =
        [
            .. report.Cases.Select(one => one with
            {
                Seconds = one.Seconds.ToDictionary(
                    times => times.Key, times => times.Value.Take(MostTimes).ToArray()),
            }),
        ],
    };

    private JsonObject? BreakEvenOf(string name, ExperimentSummary? summary, ContestReport? contest)
    {
        var model = summary?.Models.FirstOrDefault(model => model.Name == name);
        var endToEnd = contest?.Cases.FirstOrDefault(one => one.Case == CaseResult.EndToEnd);
        double steps = model?.Scores[Score.ForecastFrames] ?? double.NaN;
        if (model?.TrainingSeconds is not { } training || !double.IsFinite(steps)
            || summary?.BenchmarkSteps is not { } timed
            || endToEnd is null || !endToEnd.Times.TryGetValue(name, out var times))
        {
            return null;
        }
        double[] runs =
            [.. folder.Runs(Split.Test).Select(run => ArtifactRecord.Read(run.Metadata)?.Seconds).OfType<double>()];
        if (runs.Length == 0) return null;
        double shared = new[] { StageNames.TrainingData, StageNames.PodBasis, StageNames.LatentDataset }
            .Sum(stage => summary.SecondsOf(stage) ?? 0);
        var even = new BreakEven(runs.Average(), steps / timed * times.MedianSeconds, training, shared);
        return new JsonObject
        {
            ["timed_in"] = JsonText.Tree(TimedIn(name, summary)),
            ["run_seconds"] = even.RunSeconds,
            ["forecast_seconds"] = even.ForecastSeconds,
            ["of_training"] = double.IsFinite(even.OfTraining) ? even.OfTraining : null,
            ["of_everything"] = double.IsFinite(even.OfEverything) ? even.OfEverything : null,
        };
    }

    // The time of a forecast is measured here; a ratio with times of another machine says little.
    private static IEnumerable<string> TimedIn(string model, ExperimentSummary summary) =>
        new[] { StageNames.TrainingData, StageNames.PodBasis, StageNames.LatentDataset, StageNames.TestData }
            .SelectMany(summary.SourcesOf).Concat(summary.TimedIn(model, "training_seconds")).Distinct()
            .Order(StringComparer.Ordinal);

    private JsonNode Spectrum()
    {
        var (singularValues, cumulative, modes) = PodBasis.ReadSpectrum(folder.PodBasis);
        return new JsonObject
        {
            ["singular_values"] = Numbers(singularValues),
            ["cumulative"] = Numbers(cumulative),
            ["modes"] = modes,
        };
    }

    // Without alignment there is only one spectrum.
    private JsonObject? SampledSpectra()
    {
        if (!File.Exists(folder.PodSpectra)) return null;
        var spectra = Rom.Forecasting.Reduction.SampledSpectra.Read(folder.PodSpectra);
        return new JsonObject
        {
            ["aligned"] = Numbers(spectra.Aligned),
            ["unaligned"] = Numbers(spectra.Unaligned),
            ["frames"] = spectra.Frames,
        };
    }

    private JsonNode? Costs() => JsonNode.Parse(JsonFile.Read(folder.Costs, CostReport.FromJson).ToJson());

    // Of an unfinished experiment, or one of an earlier version, there may be none.
    private JsonNode? Configuration()
    {
        if (new FileInfo(folder.ConfigResolved) is not { Exists: true, Length: <= LongestConfiguration }) return null;
        return RegularFile.ReadAllText(folder.ConfigResolved);
    }

    private JsonNode Runs(string[] models, ExperimentSummary? summary)
    {
        var runs = new JsonArray();
        string ensemble = folder.Ensemble(Split.Test);
        if (!RealFolder.Exists(ensemble))
            throw new DirectoryNotFoundException($"expected the folder {ensemble}, found none");
        long budget = MostMovieBytes;
        foreach (var run in folder.Runs(Split.Test))
        {
            string name = Path.GetFileName(run.Root);
            bool isShown = runs.Count < ScoreEnsembles.ShownRuns;
            var metadata = Part(
                $"{name}",
                () => JsonFile.ReadObject(run.Metadata) is var record && record["facts"] is { } facts
                    ? facts.DeepClone()
                    : record);
            var movie = isShown ? Part($"densities of {name}", () => Movie(run, models, ref budget)) : null;
            runs.Add(new JsonObject
            {
                ["run"] = name,
                ["label"] = metadata.TextAt("label") ?? name,
                ["family"] = metadata.TextAt("family") ?? "",
                ["order"] = Part($"order parameters of {name}", () => Columns(run.OrderParameters)),
                ["r2"] = ByModel(models, $"R²(t) of {name}", model => ReadWhereThere(run.R2VersusTime(model))),
                ["movie"] = movie,
                ["ensembles"] = isShown ? Ensembles(run, models, summary, movie.NumberAt("greatest")) : null,
            });
        }
        var labels = ReportLabels.Of([.. runs.Select(run => run.TextAt("label")!)]);
        for (int i = 0; i < labels.Count; i++) runs[i]!["label"] = labels[i];
        return runs;
    }

    // Members of recommended models come first: there may be no room for those of others.
    private JsonObject Ensembles(RunFolder run, string[] models, ExperimentSummary? summary, double? greatest)
    {
        long room = MostMemberBytes / ScoreEnsembles.ShownRuns;
        string[] best = [.. (summary?.Best ?? []).Intersect(models)];
        return ByModel([.. best.Union(models)], $"ensemble of {Path.GetFileName(run.Root)}", model =>
        {
            if (!File.Exists(run.ShownEnsemble(model))) return null;
            var shown = ShownEnsembleFile.Read(run.ShownEnsemble(model));
            var json = ReportShownEnsemble.Of(shown, summary?.PeriodicLengths);
            json["members"] = greatest is { } most ? ReportMembers.Of(shown.Members, (float)most, ref room) : null;
            return json;
        });
    }

    private static JsonObject? Movie(RunFolder run, string[] models, ref long budget)
    {
        string[] there = [.. models.Where(model => File.Exists(run.Prediction(model)))];
        var (frames, cells) = DensityFile.Size(run.Density);
        long share = MostMovieBytes / ScoreEnsembles.ShownRuns / (1 + there.Length);
        int stride = (int)Math.Max(1, (frames * (long)cells + share - 1) / share);
        var truth = ReportMovie.Read(run.Density, stride);
        budget -= (1 + there.Length) * (long)truth.Densities.Length;
        if (budget < 0) return null;
        float greatest = truth.Greatest;
        var movies = new JsonObject { [Truth] = truth.Bytes(greatest) };
        var shifts = new JsonObject();
        int? start = null;
        foreach (string model in there)
        {
            var forecast = ReportMovie.Read(run.Prediction(model), stride);
            start ??= forecast.Density.ForecastStart;
            if (forecast.Densities.Length != truth.Densities.Length) continue;
            movies[model] = forecast.Bytes(greatest);
            if (forecast.Density.Shifts is not { } aligning) continue;
            shifts[model] = ReportMovie.ShiftsOf(aligning.Forecast);
            shifts[Truth] = ReportMovie.ShiftsOf(aligning.Truth);
        }
        return new JsonObject
        {
            ["ny"] = truth.Ny,
            ["nx"] = truth.Nx,
            ["times"] = Numbers(truth.Density.Times),
            ["greatest"] = greatest,
            ["forecast_start"] = start,
            ["movies"] = movies,
            // Without those of all, frames cannot be compared in the aligned frame.
            ["shifts"] = shifts.Count == movies.Count ? shifts : null,
        };
    }

    private static JsonNode Described(ModelSummary model) => new JsonObject
    {
        ["name"] = model.Name,
        ["status"] = model.Status,
        ["message"] = model.Message,
        ["scores"] = model.Scores.ToJson(),
        ["training_seconds"] = model.TrainingSeconds,
        ["step_seconds"] = model.StepSeconds,
        ["parameters"] = model.Parameters,
        ["notes"] = JsonText.Tree(model.Notes),
    };

    private static JsonNode Described(Score score) => new JsonObject
    {
        ["name"] = score.Name,
        ["title"] = score.Title,
        ["unit"] = score.Unit,
        ["better"] = score.Better.ToString().ToLowerInvariant(),
        ["description"] = score.Description,
    };

    private TrainingFacts? FactsOf(string model) =>
        ArtifactRecord.Read(folder.ModelRecord(model))?.FactsAs(folder.ModelRecord(model), TrainingFacts.FromJson);

    // A log without epochs, of another program, say, has no curve.
    private static JsonObject? LossesIn(JsonObject columns)
    {
        if (columns[TrainingLog.Epoch] is not { } epochs) return null;
        var losses = TrainingLog.Losses.Where(loss => columns.ContainsKey(loss.Column));
        return new JsonObject
        {
            ["epochs"] = epochs.DeepClone(),
            ["losses"] = new JsonObject(
                losses.Select(loss => KeyValuePair.Create(loss.Data, columns[loss.Column]?.DeepClone()))),
        };
    }

    private static JsonObject? ReadWhereThere(string path) => File.Exists(path) ? Columns(path) : null;

    // Six digits are more than a figure shows.
    private static JsonObject Columns(string path) => new(CsvTable.ReadNumbers(path, MostRows).Select(column =>
        KeyValuePair.Create<string, JsonNode?>(column.Key, Numbers(column.Value.Select(Shortened)))));

    private static double Shortened(double value) =>
        double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static JsonArray Numbers(IEnumerable<double> values) =>
        [.. values.Select(value => double.IsFinite(value) ? JsonValue.Create(value) : null)];
}
