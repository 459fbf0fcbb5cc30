using System.Globalization;
using System.Text;
using Rom.Numerics.Files;

namespace Regimes;

/// <summary>
/// Writes the tables of <c>docs/FORECASTS.md</c> between their marks; the text around them is written by hand.
/// </summary>
internal static class ForecastsPage
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private const string Begin = "<!-- tables: written by benchmarks/regimes -->", End = "<!-- end of tables -->";

    /// <summary>Replaces the tables.</summary>
    /// <param name="path">The page, which has both marks.</param>
    /// <param name="results">Results of the regimes under each protocol; a protocol without any is left out.</param>
    /// <param name="distributions">Results of forecasts that are distributions; none leaves them out.</param>
    /// <exception cref="InvalidDataException">The page lacks a mark.</exception>
    public static void Write(
        string path, IEnumerable<(Protocol Protocol, IReadOnlyList<RegimeResult> Regimes)> results,
        IReadOnlyList<DistributionResult> distributions)
    {
        string page = File.ReadAllText(path);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal), end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin) throw new InvalidDataException($"{path}: expected the marks {Begin} and {End}");
        var tables = new StringBuilder(Begin).Append('\n');
        foreach (var (protocol, regimes) in results.Where(one => one.Regimes.Count > 0))
        {
            AppendTitle(protocol);
            Append(tables, regimes);
        }
        if (distributions.Count > 0)
        {
            AppendTitle(Protocol.Distributions);
            DistributionTables.Append(tables, distributions);
        }
        AtomicFile.WriteText(path, page[..begin] + tables + '\n' + page[end..]);

        void AppendTitle(Protocol protocol) =>
            tables.Append(Culture, $"\n## {protocol.Title} (`{protocol.Name}`)\n");
    }

    private static void Append(StringBuilder page, IReadOnlyList<RegimeResult> regimes)
    {
        var tables = new MarkdownTables<RegimeResult>(page, regimes);
        string[] methods = [.. regimes.SelectMany(one => one.Methods).Select(method => method.Name).Distinct()];
        string[] models =
        [
            .. regimes.SelectMany(one => one.Methods).Where(method => method.Kind == "model")
                .Select(method => method.Name).Distinct(),
        ];
        Append("R² in the aligned frame, to 200", methods, method => method.R2.Long("0.00"));
        Append("skill, to 200", models, method => method.Skill.Reason ?? method.Skill.Long("0.00"));
        Append(
            "skill, to the end of the training runs", models,
            method => method.TrainingSkill.Reason ?? method.TrainingSkill.Long("0.00"));
        Append("horizon: time with R² above 0.5", methods, method => method.Horizon.Short("0"));
        Append("R² in the lab frame, to 200", methods, method => method.LabR2.Short("0.00"));
        Append("seconds of training", models, method => Seconds(method.TrainingSeconds));
        Append("seconds of a forecast of one state", models, method => Seconds(method.StepSeconds));
        Append(
            "seconds of each state of a long forecast",
            models.Where(name => regimes.Any(one => one.Method(name)?.StateSeconds is not null)),
            method => Seconds(method.StateSeconds));
        tables.Append("shown in R², beside MVAR", models.Where(model => model != "MVAR"), (result, model) =>
            result.Verdict(model, "MVAR"));
        tables.Append("shown in R², beside the better climatology", models, (result, model) =>
            result.Climatology is { } climatology ? result.Verdict(model, climatology) : null);
        string[] independent =
            [.. regimes.SelectMany(one => one.Independent?.Methods.Keys ?? []).Distinct()];
        tables.Append("R² of independent methods", independent, (result, method) =>
            result.Independent?.Methods.GetValueOrDefault(method)?.Average().ToString("0.00", Culture));
        tables.Append("best model less these", independent, (result, method) =>
            result.Independent?.Methods.ContainsKey(method) == true
                ? result.Independent.BestLess(method).Long("0.00")
                : null);
        page.Append("\nShown better than every reference: ")
            .AppendJoin("; ", regimes.Select(one => $"{one.Regime.Name}: {Names(one.Best)}")).Append(".\n");

        void Append(string title, IEnumerable<string> rows, Func<MethodResult, string> text) =>
            tables.Append(title, rows, (result, name) => result.Method(name) is { } method ? text(method) : null);
    }

    private static string Names(IReadOnlyList<string> models) => models.Count == 0 ? "none" : string.Join(", ", models);

    private static string Seconds(double? seconds) => seconds?.ToString("G2", CultureInfo.InvariantCulture) ?? "–";
}
