using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;

namespace RomHost.Evaluation.Ensembles;

/// <summary>The scores of one quantity of an ensemble forecast of a test run.</summary>
/// <param name="Name">The quantity: one of <see cref="Quantity"/>.</param>
/// <param name="Whole">The scores over all its frames.</param>
/// <param name="Leads">The scores over the frames up to each lead.</param>
/// <param name="Ranks">The number of truths in each of ten equal parts of their ranks among the members.</param>
internal sealed record QuantityScores(
    string Name, LeadScores Whole, IReadOnlyList<LeadScores> Leads, IReadOnlyList<long> Ranks)
{
    /// <summary>Reads the output of <see cref="ToJson"/>.</summary>
    /// <param name="json">The scores.</param>
    /// <exception cref="FormatException">They have another form.</exception>
    public static QuantityScores FromJson(JsonNode? json) => new(
        json.TextAt("quantity") ?? throw new FormatException("expected a quantity"), LeadScores.FromJson(json, 0),
        [
            .. from lead in json.At("leads") as JsonArray ?? []
               where lead.NumberAt("to") is not null
               select LeadScores.FromJson(lead, lead.NumberAt("to")!.Value),
        ],
        [.. (json.At("ranks") as JsonArray ?? []).Select(count => (long)(count.NumberAt() ?? 0))]);

    /// <summary>Converts the scores to the form of a record.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["quantity"] = Name };
        Whole.AddTo(json);
        json["ranks"] = JsonText.Tree(Ranks);
        json["leads"] = new JsonArray(
        [
            .. Leads.Select(lead =>
            {
                var one = new JsonObject { ["to"] = lead.To };
                if (lead.IsTrainingHorizon) one["training_horizon"] = true;
                lead.AddTo(one);
                return one;
            }),
        ]);
        return json;
    }
}
