namespace Rom.Analysis;

/// <summary>The costs of models (<c>runtime_costs.json</c>).</summary>
/// <param name="Models">The models.</param>
public sealed record CostReport(IReadOnlyList<ModelCosts> Models)
{
    /// <summary>The report as JSON.</summary>
    public string ToJson() => JsonRules.Text(this);

    /// <summary>Reads JSON that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="System.Text.Json.JsonException">It is none.</exception>
    public static CostReport FromJson(string json) => JsonRules.Parse<CostReport>(json);
}
