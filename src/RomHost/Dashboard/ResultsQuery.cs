using Rom.Web;
using RomHost.Pipeline;
using RomHost.Reporting.Tables;

namespace RomHost.Dashboard;

/// <summary>What is asked for in the table of results.</summary>
/// <param name="Filter">Words and conditions, such as <c>study lag&gt;=5 model=MVAR</c>; a row keeps each.</param>
/// <param name="Metrics">The keys of scores.</param>
/// <param name="KeepsSeeds">Whether experiments that differ in their seed only have rows of their own.</param>
internal sealed record ResultsQuery(string Filter, IReadOnlyList<string> Metrics, bool KeepsSeeds)
{
    /// <summary>The query of the page without further wishes.</summary>
    public static readonly ResultsQuery Usual = new("", ResultKeys.UsualMetrics, false);

    private const int LongestFilter = 1000, MostMetrics = 24;

    /// <summary>The key that rows are sorted by, the best first; null for the first score.</summary>
    public string? Sort { get; init; }

    /// <summary>Whether the best is last.</summary>
    public bool IsReversed { get; init; }

    /// <summary>The page, from 0.</summary>
    public int Page { get; init; }

    /// <summary>A text that is the same for the same table, whatever its order and page.</summary>
    public string Key => string.Join('\n', [Filter, KeepsSeeds.ToString(), .. Metrics]);

    /// <summary>Reads the query of a request; what is too long is cut.</summary>
    /// <param name="request">The request.</param>
    public static ResultsQuery Of(ServerRequest request)
    {
        string filter = request.First("filter");
        string[] metrics = [.. request.All("metric").Where(key => key.Length > 0).Distinct().Take(MostMetrics)];
        return new(
            filter.Length <= LongestFilter ? filter : filter[..LongestFilter],
            metrics.Length > 0 ? metrics : ResultKeys.UsualMetrics, request.First("seeds") == "1")
        {
            Sort = request.First("sort") is { Length: > 0 } sort ? sort : null,
            IsReversed = request.First("reverse") == "1",
            Page = int.TryParse(request.First("page"), out int page) && page > 0 ? page : 0,
        };
    }

    /// <summary>Returns the request for the table.</summary>
    /// <exception cref="InvalidDataException">A condition is none, or of a key that no index keeps.</exception>
    public ResultRequest Request()
    {
        var parts = Filter.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .ToLookup(part => part.IndexOfAny(['<', '>', '!', '=']) > 0);
        RowCondition[] conditions = [.. parts[true].Select(RowCondition.Parse)];
        // These would be read from the file of each experiment.
        if (conditions.FirstOrDefault(one => ExperimentIndex.IsLeftOut(one.Key)) is { } leftOut)
        {
            throw new InvalidDataException(
                $"expected an option, a score or a key of results, found '{leftOut.Key}', which romhost table reads");
        }
        return new(Metrics, [], [], conditions) { Words = [.. parts[false]], KeepsSeeds = KeepsSeeds };
    }
}
