using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Rom.Web;

namespace RomHost.Dashboard;

/// <summary>
/// Answers requests from what is found in the folder. Names in a request are compared with those found, and never made
/// into a path.
/// </summary>
/// <param name="root">The folder.</param>
internal sealed class DashboardRoutes(ObservedRoot root)
{
    private const string Assets = "/assets/";

    // Versions of another start of this program, whose counters began anew, are not taken for this one's.
    private readonly string start = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
    private readonly ResultsView results = new();

    /// <summary>Makes what the first visit asks for, so that it does not wait.</summary>
    public void Prepare() => results.Page(root.Look(), ResultsQuery.Usual);

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    public DashboardAnswer Answer(ServerRequest request)
    {
        string path = request.Path;
        return path switch
        {
            "/" => DashboardAnswer.Text("text/html; charset=utf-8", () => DashboardAssets.Page) with { IsPage = true },
            "/api/experiments" => Experiments(request),
            "/api/parallel" => Parallel(request),
            "/api/experiment" => Experiment(request),
            "/api/comparison" => Comparison(request),
            "/api/log" => Log(request),
            "/results.csv" => Csv(request),
            "/report" => Report(request),
            _ when path.StartsWith(Assets, StringComparison.Ordinal) => DashboardAssets.Find(path[Assets.Length..]),
            _ => null,
        } ?? DashboardAnswer.NotFound();
    }

    private DashboardAnswer Experiments(ServerRequest request)
    {
        var (snapshot, query) = (root.Look(), ResultsQuery.Of(request));
        return DashboardAnswer.Json(VersionOf($"{snapshot.Version}", request), () =>
        {
            var overview = OverviewView.Of(snapshot);
            overview["scores"] = ResultsView.Scores(snapshot);
            overview["results"] = results.Page(snapshot, query);
            return overview;
        });
    }

    private DashboardAnswer Parallel(ServerRequest request)
    {
        var snapshot = root.Look();
        return DashboardAnswer.Json(
            VersionOf($"{snapshot.ResultsVersion}", request),
            () => results.Parallel(snapshot, ResultsQuery.Of(request)));
    }

    private DashboardAnswer? Experiment(ServerRequest request) => Find(request) is { } experiment
        // Files of an experiment at work change without changing what the overview shows.
        ? Digested(ExperimentView.Of(experiment))
        : null;

    private DashboardAnswer Comparison(ServerRequest request)
    {
        var snapshot = root.Look();
        ObservedExperiment[] experiments =
        [
            .. request.All("experiment").Distinct().Take(ComparisonView.Most + 1)
                .Select(name => snapshot.Experiments.GetValueOrDefault(name)).OfType<ObservedExperiment>(),
        ];
        return DashboardAnswer.Json(
            VersionOf(string.Join('\n', experiments.Select(one => one.Fingerprint)), request),
            () => ComparisonView.Of(experiments));
    }

    private DashboardAnswer? Log(ServerRequest request)
    {
        if (Find(request) is not { } experiment) return null;
        var logs = new ExperimentLogs(experiment.Folder);
        return logs.Find(request.First("log")) is { } log
            ? DashboardAnswer.Json(
                VersionOf($"{log.Length} {log.LastWriteTimeUtc.Ticks}", request),
                () => logs.Tail(log) ?? new JsonObject { ["problem"] = "this log is gone" })
            : null;
    }

    private DashboardAnswer Csv(ServerRequest request)
    {
        var (snapshot, query) = (root.Look(), ResultsQuery.Of(request));
        try
        {
            string text = results.Csv(snapshot, query);
            return DashboardAnswer.Text("text/csv; charset=utf-8", () => text) with { FileName = "results.csv" };
        }
        catch (InvalidDataException e)
        {
            return DashboardAnswer.Refusal(HttpStatusCode.BadRequest, ResultsView.Plain(e.Message));
        }
    }

    private DashboardAnswer? Report(ServerRequest request) =>
        Find(request) is { Folder: var folder } && InsideFile.Open(folder, folder.Report) is { } file
            ? DashboardAnswer.Report(file)
            : null;

    private ObservedExperiment? Find(ServerRequest request) =>
        root.Look().Experiments.GetValueOrDefault(request.First("experiment"));

    private DashboardAnswer Digested(JsonNode view)
    {
        string text = view.ToJsonString();
        return DashboardAnswer.Text("application/json", () => text) with { Version = DigestOf(text) };
    }

    // Without the token, which may stand in an address.
    private string VersionOf(string version, ServerRequest request) => DigestOf(string.Join('\n', request.Query
        .Where(part => part.Key != DashboardGate.Query)
        .Select(part => $"{part.Key}={string.Join('\n', part.Value)}").Prepend(version).Prepend(start)));

    private static string DigestOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
