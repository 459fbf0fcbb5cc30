using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Evaluation;
using RomHost.Evaluation.Skill;

namespace RomHost.Pipeline;

/// <summary>A forecast method's part of a summary; missing and malformed values are null.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="R2">Mean R² over the test runs, in the aligned frame.</param>
/// <param name="Skill">Skill in R².</param>
internal sealed record MethodSummary(MethodKind Kind, string Name, double? R2, double? Skill)
{
    /// <summary>Reads the methods of a summary.</summary>
    /// <param name="summary">The summary.</param>
    public static IEnumerable<MethodSummary> Of(JsonObject summary) =>
        from method in summary.At("forecast_skill", "methods") as JsonArray ?? []
        let name = method.TextAt("name")
        where name is not null
            && Enum.TryParse<MethodKind>(method.TextAt("kind"), ignoreCase: true, out _)
        select new MethodSummary(
            Enum.Parse<MethodKind>(method.TextAt("kind")!, ignoreCase: true), name,
            method.NumberAt(Score.R2.Name, "value"), method.NumberAt($"skill_{Score.R2.Name}", "value"));
}
