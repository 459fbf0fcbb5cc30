using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;
using RomHost.Evaluation.Statistics;
using RomHost.Pipeline;
using RomHost.Reporting;
using RomHost.Reporting.Html;
using RomHost.Reporting.Tables;

namespace RomHost.Dashboard;

/// <summary>Two to four experiments side by side: parameters that differ, scores, and R² over time.</summary>
internal static class ComparisonView
{
    /// <summary>The fewest and the most experiments of a comparison.</summary>
    public const int Fewest = 2, Most = 4;

    private static readonly string[] Keys =
    [
        .. Score.Shown.Concat(Score.OfForecastShift).Select(score => score.Name), $"skill_{Score.R2.Name}",
        .. ResultKeys.Costs,
    ];

    private const int MostRuns = 50, MostPoints = 400, MostModels = 20, MostOptions = 200;

    /// <summary>Returns the view.</summary>
    /// <param name="experiments">The experiments.</param>
    public static JsonObject Of(IReadOnlyList<ObservedExperiment> experiments)
    {
        if (experiments.Count is < Fewest or > Most)
        {
            return new JsonObject
            {
                ["problem"] = $"expected {Fewest} to {Most} experiments that are there, found {experiments.Count}",
            };
        }
        var problems = new JsonArray();
        var (scores, haveTimesOfOthers) = Scores(experiments);
        return new JsonObject
        {
            ["problem"] = null,
            ["experiments"] = new JsonArray([.. experiments.Select(one => Headed(one))]),
            ["options"] = Options(experiments),
            ["scores"] = scores,
            ["notes"] = haveTimesOfOthers ? new JsonArray(ResultCell.TimedElsewhereMeaning) : new JsonArray(),
            ["differences"] = Differences(experiments, problems),
            ["curves"] = Curves(experiments, problems),
            ["problems"] = problems,
        };
    }

    private static JsonNode Headed(ObservedExperiment experiment)
    {
        var head = OverviewView.Described(experiment);
        head["verdict"] = experiment.Summary?.ForecastVerdict is { } verdict ? ShortText.Of(verdict, 2000) : null;
        return head;
    }

    private static JsonArray Options(IReadOnlyList<ObservedExperiment> experiments)
    {
        var options = experiments.Select(one => one.Summary is { } summary ? OptionsOf(summary) : []).ToArray();
        return
        [
            .. options.SelectMany(one => one.Keys).Distinct()
                .Where(key => options.Select(one => one.GetValueOrDefault(key)).Distinct().Skip(1).Any())
                .Take(MostOptions).Select(key => new JsonArray(
                [
                    ShortText.Of(key),
                    .. options.Select(one => (JsonNode)ShortText.Of(one.GetValueOrDefault(key) ?? "–")),
                ])),
        ];
    }

    private static Dictionary<string, string> OptionsOf(ExperimentSummary summary)
    {
        var options = new Dictionary<string, string>(summary.Options);
        foreach (var model in summary.Models)
            foreach (var (key, value) in summary.OptionsOf(model.Name)) options[$"{model.Name}.{key}"] = value;
        return options;
    }

    private static (JsonArray Rows, bool HaveTimesOfOthers) Scores(IReadOnlyList<ObservedExperiment> experiments)
    {
        var rows = new JsonArray();
        bool haveTimesOfOthers = false;
        foreach (string model in ModelsOf(experiments))
        {
            foreach (string key in Keys)
            {
                var cells = experiments.Select(one => one.Rows.FirstOrDefault(row => row.Model == model)?[key])
                    .ToArray();
                if (cells.All(cell => cell is null)) continue;
                haveTimesOfOthers |= cells.Any(cell => cell is { TimedIn.Count: > 0 });
                rows.Add(new JsonArray(
                    [ShortText.Of(model), ResultKeys.TitleOf(key),
                        .. cells.Select(cell => (JsonNode)ShortText.Of(ResultCell.Of([cell]).Show(key)))]));
            }
        }
        return (rows, haveTimesOfOthers);
    }

    private static IEnumerable<string> ModelsOf(IEnumerable<ObservedExperiment> experiments) =>
        experiments.SelectMany(one => one.Rows.Select(row => row.Model)).Distinct().Take(MostModels);

    // As romhost compare: each further experiment with the first, over the same test runs.
    private static JsonArray Differences(IReadOnlyList<ObservedExperiment> experiments, JsonArray problems)
    {
        var rows = new JsonArray();
        var first = experiments[0];
        foreach (var other in experiments.Skip(1))
        {
            if (first.Summary is not { } before || other.Summary is not { } after) continue;
            try
            {
                first.Folder.RefuseLinks(ReportData.Models(first.Folder, before));
                other.Folder.RefuseLinks(ReportData.Models(other.Folder, after));
                var pairs = ModelPairs.Between(PluginsOf(first, before), PluginsOf(other, after));
                foreach (var row in ForecastComparison.Of((first.Folder, before), (other.Folder, after), pairs).Rows)
                {
                    if (row.Paired is not { } paired) continue;
                    rows.Add(new JsonArray(
                        $"{other.Name} − {first.Name}", ShortText.Of(row.Model), row.Score.Title,
                        Interval(paired.Difference), paired.Verdict.Text(), paired.Difference.Runs));
                }
            }
            catch (Exception e) when (IsOfFiles(e))
            {
                problems.Add($"{other.Name} is not compared with {first.Name}: {e.Message}");
            }
        }
        return rows;
    }

    private static Dictionary<string, string?> PluginsOf(ObservedExperiment experiment, ExperimentSummary summary) =>
        ReportData.Models(experiment.Folder, summary).Distinct().Take(MostModels)
            .ToDictionary(name => name, name => summary.ValueAt(name, "plugin").TextAt());

    private static string Interval(ScoreEstimate estimate) =>
        estimate is { Value: { } value, Low: { } low, High: { } high }
            ? $"{NumberText.Of(value)} ({NumberText.Of(low)} to {NumberText.Of(high)})"
            : estimate.Reason ?? "no interval";

    private static JsonArray Curves(IReadOnlyList<ObservedExperiment> experiments, JsonArray problems)
    {
        var curves = new JsonArray();
        foreach (var experiment in experiments)
        {
            RunFolder[] runs = [.. experiment.Folder.Runs(Split.Test).Take(MostRuns)];
            foreach (string model in ReportData.Models(experiment.Folder, experiment.Summary).Take(MostModels))
            {
                try
                {
                    if (CurveOf(experiment, model, runs) is { } curve) curves.Add(curve);
                }
                catch (Exception e) when (IsOfFiles(e))
                {
                    problems.Add($"R² over time of {model} in {experiment.Name}: {e.Message}");
                }
            }
        }
        return curves;
    }

    // The mean over the test runs at each time.
    private static JsonObject? CurveOf(ObservedExperiment experiment, string model, RunFolder[] runs)
    {
        var sums = new SortedDictionary<double, (double Sum, int Count)>();
        int read = 0;
        foreach (var run in runs)
        {
            string path = run.R2VersusTime(model);
            if (!InsideFile.Exists(experiment.Folder, path)) continue;
            var columns = CsvTable.ReadNumbers(path, MostPoints);
            if (!columns.TryGetValue("t", out double[]? times)
                || !columns.TryGetValue(Score.R2.Name, out double[]? values))
                throw new InvalidDataException($"{path}: expected the columns t and {Score.R2.Name}");
            read++;
            for (int i = 0; i < times.Length; i++)
            {
                if (!double.IsFinite(times[i]) || !double.IsFinite(values[i])) continue;
                var (sum, count) = sums.GetValueOrDefault(times[i]);
                sums[times[i]] = (sum + values[i], count + 1);
            }
        }
        if (sums.Count == 0) return null;
        // Times that few runs have would make the mean jump.
        var points = sums.Where(point => 2 * point.Value.Count > read).Take(MostPoints).ToArray();
        return new JsonObject
        {
            ["experiment"] = experiment.Name,
            ["model"] = ShortText.Of(model),
            ["runs"] = read,
            ["t"] = new JsonArray([.. points.Select(point => (JsonNode)point.Key)]),
            ["r2"] = new JsonArray([.. points.Select(point => (JsonNode)Rounded(point.Value.Sum / point.Value.Count))]),
        };
    }

    private static double Rounded(double value) =>
        double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static bool IsOfFiles(Exception e) =>
        e is IOException or UnauthorizedAccessException or InvalidDataException or LinkedFolderException;
}
