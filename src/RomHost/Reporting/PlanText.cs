using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Pipeline;

namespace RomHost.Reporting;

/// <summary>Describes the plan of a run as text and as JSON.</summary>
internal static class PlanText
{
    /// <summary>Writes a line for each stage, and one for each reason for making its artifacts.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="plans">The plan of each stage.</param>
    /// <param name="output">The output.</param>
    public static void Write(ExperimentContext context, IReadOnlyList<StagePlan> plans, TextWriter output)
    {
        output.WriteLine(
            $"{context.Experiment.Name}: {plans.Sum(plan => plan.ToMake.Count)} to make"
            + $"{Links(plans.Sum(plan => plan.Linked))}, {plans.Sum(plan => plan.Kept)} to keep, in "
            + context.Folder.Root);
        foreach (var plan in plans.Where(plan => plan.Artifacts.Count > 0))
        {
            string runs = plan.Runs.Count == 0
                ? ""
                : $" (of {plan.Runs.Count} of {NumberText.Count(plan.RunCount, "run")})";
            output.WriteLine(
                $"  {plan.Stage,-24} {plan.ToMake.Count} to make{Links(plan.Linked)}{runs}, {plan.Kept} to keep");
            foreach (var group in plan.ToMake.GroupBy(ReasonOf))
                output.WriteLine($"    {NamesOf([.. group])}: {group.Key}");
        }
    }

    /// <summary>Returns the plan as JSON.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="plans">The plan of each stage.</param>
    public static string Json(ExperimentContext context, IReadOnlyList<StagePlan> plans) => JsonText.Of(new JsonObject
    {
        ["experiment_name"] = context.Experiment.Name,
        ["folder"] = context.Folder.Root,
        ["to_make"] = plans.Sum(plan => plan.ToMake.Count),
        ["to_link"] = plans.Sum(plan => plan.Linked),
        ["to_keep"] = plans.Sum(plan => plan.Kept),
        ["stages"] = new JsonArray([.. plans.Select(plan => new JsonObject
        {
            ["stage"] = plan.Stage,
            ["to_make"] = plan.ToMake.Count,
            ["to_link"] = plan.Linked,
            ["to_keep"] = plan.Kept,
            ["runs"] = JsonText.Tree(plan.Runs),
            ["artifacts"] = new JsonArray([.. plan.Artifacts.Select(one => new JsonObject
            {
                ["name"] = one.Item.Artifact.Name,
                ["record"] = context.Folder.NameOf(one.Item.Artifact.RecordPath),
                ["run"] = one.Item.Run,
                ["model"] = one.Item.Model,
                ["reason"] = one.Reason,
                ["linked_from"] = one.LinkedFrom,
            })]),
        })]),
    });

    private static string Links(int count) => count == 0 ? "" : $", {count} of them by links";

    private static string ReasonOf(PlannedArtifact one) =>
        one.LinkedFrom is { } other ? Reasons.Linked(other, one.Reason!) : one.Reason!;

    // One artifact is named, several are counted by what they are of.
    private static string NamesOf(IReadOnlyList<PlannedArtifact> artifacts)
    {
        if (artifacts is [var only]) return only.Item.Artifact.Name;
        string count = NumberText.Count(artifacts.Count, "artifact");
        string[] models = [.. artifacts.Select(one => one.Item.Model).OfType<string>().Distinct()];
        return models.Length == 0 ? count : $"{count} ({string.Join(", ", models)})";
    }
}
