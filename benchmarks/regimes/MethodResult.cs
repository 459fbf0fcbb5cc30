using System.Text.Json.Nodes;

namespace Regimes;

/// <summary>The figures of a forecast method in a regime.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Kind"><c>model</c>, <c>reference</c> or <c>ceiling</c>.</param>
/// <param name="R2">R² in the aligned frame, over the whole forecast.</param>
/// <param name="Skill">Its skill.</param>
/// <param name="TrainingSkill">Skill up to the end of the training runs.</param>
/// <param name="Horizon">How long R² stays above 0.5 [time units].</param>
/// <param name="LabR2">R² in the lab frame.</param>
/// <param name="TrainingSeconds">Wall time of the training [s]; null for what is not trained.</param>
/// <param name="StepSeconds">Wall time of a forecast of one state [s]; null without a model.</param>
internal sealed record MethodResult(
    string Name, string Kind, Estimate R2, Estimate Skill, Estimate TrainingSkill, Estimate Horizon, Estimate LabR2,
    double? TrainingSeconds, double? StepSeconds)
{
    /// <summary>Wall time of a state within a long forecast [s]; null without a model.</summary>
    public double? StateSeconds { get; init; }

    private const string Score = "r2_reconstructed", SkillOfScore = "skill_r2_reconstructed";

    /// <summary>Reads a method.</summary>
    /// <param name="method">An entry of <c>methods</c>.</param>
    /// <param name="models">The summary's <c>models</c>.</param>
    public static MethodResult Of(JsonNode method, JsonNode models)
    {
        string name = (string)method["name"]!, kind = (string)method["kind"]!;
        var toTrainingEnd = method["leads"]!.AsArray().FirstOrDefault(lead => lead!["training_horizon"] is not null);
        var model = kind == "model" ? models[name] : null;
        return new MethodResult(
            name, kind, Estimate.Of(method[Score]), Estimate.Of(method[SkillOfScore]),
            Estimate.Of(toTrainingEnd?[SkillOfScore]), Estimate.Of(method["horizon_r2"]), Estimate.Of(method["r2_lab"]),
            (double?)model?["training_seconds"], (double?)model?["step_seconds"]);
    }
}
