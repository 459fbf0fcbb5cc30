using System.Globalization;
using System.Text;
using Rom.Numerics.Ensembles;
using Rom.Numerics.Statistics;

namespace Regimes;

/// <summary>The tables of forecasts that are distributions.</summary>
internal static class DistributionTables
{
    private const double Level = 0.05;

    private static readonly (string Name, string Title)[] Quantities =
        [("place", "place"), ("density_lab", "density in the lab frame")];

    // Leads at which ranks are tested, and up to which the CRPS is compared [time units].
    private static readonly double[] RankLeads = [1, 2, 5, 10];
    private static readonly double[] SkillLeads = [5, 10];

    /// <summary>Appends the tables.</summary>
    /// <param name="page">The page.</param>
    /// <param name="regimes">The results.</param>
    public static void Append(StringBuilder page, IReadOnlyList<DistributionResult> regimes)
    {
        var tables = new MarkdownTables<DistributionResult>(page, regimes);
        string[] models = [.. regimes.SelectMany(one => one.Methods).Select(method => method.Name).Distinct()];
        tables.Append("what makes members", models, (regime, model) => Method(regime, model)?.Source);
        foreach (var (name, title) in Quantities)
        {
            tables.Append($"coverage of 90 %, {title}", models, (regime, model) =>
                Quantity(regime, model, name)?.Coverage.Long("0.000"));
            tables.Append($"coverage of 90 %, {title}, calibrated", models, (regime, model) =>
                Quantity(regime, model, name)?.CalibratedCoverage.Long("0.000"));
            AppendRanks(tables, regimes, models, name, title, _ => null);
            AppendRanks(
                tables, regimes, models, name, title + ", among shared errors", method => method?.DressingRuns);
            foreach (double lead in SkillLeads)
            {
                tables.Append(
                    string.Create(CultureInfo.InvariantCulture, $"skill of the CRPS, {title}, to {lead}"), models,
                    (regime, model) => Quantity(regime, model, name)?.Leads.FirstOrDefault(one => one.To == lead)?.Skill
                        .Long("0.000"));
            }
            tables.Append($"skill of the CRPS, {title}, to 20", models, (regime, model) =>
                Quantity(regime, model, name)?.Skill.Long("0.000"));
        }
        foreach (string lead in DistributionMethod.Leads)
        {
            tables.Append($"R² in the lab frame to {lead}: forecast less held shift", models, (regime, model) =>
                Method(regime, model)?.RateLessHeld[lead].Long("0.000"));
        }
    }

    // Holm's correction is over regimes and leads, for each model and quantity.
    private static void AppendRanks(
        MarkdownTables<DistributionResult> tables, IReadOnlyList<DistributionResult> regimes, string[] models,
        string quantity, string title, Func<DistributionMethod?, int?> shared)
    {
        var uneven = new Dictionary<(string Regime, string Model), List<double>>();
        foreach (string model in models)
        {
            var tests =
                (from regime in regimes
                 let found = Quantity(regime, model, quantity)
                 where found is not null
                 from lead in found.Leads
                 where RankLeads.Contains(lead.To)
                 let p = RankHistogram.FlatPValue([.. lead.Ranks], shared(Method(regime, model)))
                 select (regime.Regime.Name, lead.To, P: p)).ToList();
            double[] adjusted = Holm.Adjust([.. tests.Select(test => test.P)]);
            foreach (var ((regime, lead, _), p) in tests.Zip(adjusted))
            {
                if (!uneven.TryGetValue((regime, model), out var leads)) uneven[(regime, model)] = leads = [];
                if (p < Level) leads.Add(lead);
            }
        }
        tables.Append($"ranks at 1, 2, 5 and 10, {title}", models, (regime, model) =>
            !uneven.TryGetValue((regime.Regime.Name, model), out var leads) ? null
            : leads.Count == 0 ? "flat"
            : "not flat at " + string.Join(", ", leads.Select(lead => lead.ToString(CultureInfo.InvariantCulture))));
    }

    private static DistributionMethod? Method(DistributionResult regime, string model) =>
        regime.Methods.FirstOrDefault(method => method.Name == model);

    private static QuantityResult? Quantity(DistributionResult regime, string model, string name) =>
        Method(regime, model)?.Quantities.FirstOrDefault(quantity => quantity.Name == name);
}
