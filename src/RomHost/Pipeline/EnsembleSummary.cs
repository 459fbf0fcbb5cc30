using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Evaluation.Ensembles;

namespace RomHost.Pipeline;

/// <summary>
/// The scores of one quantity of a method's ensembles in a summary; missing and malformed values are null.
/// </summary>
/// <param name="Method">The method's name.</param>
/// <param name="Source">What made the members.</param>
/// <param name="Quantity">The quantity: one of <see cref="Evaluation.Ensembles.Quantity"/>.</param>
/// <param name="Json">Its part of the summary.</param>
internal sealed record EnsembleSummary(string Method, string? Source, string Quantity, JsonNode Json)
{
    /// <summary>The key of <see cref="Skill"/>.</summary>
    public const string SkillKey = "skill_crps";

    /// <summary>The key of <see cref="SpreadOverError"/>.</summary>
    public const string SpreadKey = "spread_skill";

    /// <summary>The key of <see cref="OverCeiling"/>.</summary>
    public const string CeilingKey = "crps_over_ceiling";

    /// <summary>The name of the ensembles of replicas.</summary>
    public const string CeilingName = "ceiling";

    /// <summary>Skill of the CRPS: 0 for the ensemble of training states, 1 for a perfect forecast.</summary>
    public double? Skill => Json.NumberAt(SkillKey, "value");

    /// <summary>
    /// The CRPS over that of the runs' replicas: 1 for all that can be known from the initial state; null without
    /// replicas.
    /// </summary>
    public double? OverCeiling => Json.NumberAt(CeilingKey, "value");

    /// <summary>The share of truths within intervals of 90 %.</summary>
    public double? Coverage => Json.NumberAt(EnsembleScore.Coverage90.Name, "value");

    /// <summary>The spread of members over the error of their mean; 1 where spread is right.</summary>
    public double? SpreadOverError => Json.NumberAt(SpreadKey, "value");

    /// <summary>Reads the ensembles of a summary.</summary>
    /// <param name="summary">The summary.</param>
    public static IEnumerable<EnsembleSummary> Of(JsonObject summary) =>
        from method in summary.At("ensembles", "methods") as JsonArray ?? []
        let name = method.TextAt("name")
        where name is not null
        from quantity in method.At("quantities") as JsonArray ?? []
        let of = quantity.TextAt("quantity")
        where of is not null
        select new EnsembleSummary(name, method.TextAt("source"), of, quantity!);
}
