using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace RomHost.Tests.Architecture;

/// <summary>Checks a workflow of GitHub Actions as far as that is possible without running it.</summary>
internal static partial class WorkflowRules
{
    /// <summary>Lists the violations of a workflow.</summary>
    public static IReadOnlyList<string> Violations(string text)
    {
        var workflow = Yaml.Parse(text);
        var violations = Missing(workflow, "workflow", "name", "on", "permissions", "concurrency", "jobs").ToList();
        if (Writes(workflow)) violations.Add("workflow: only a job may write");
        if (workflow.Get("jobs") is YamlMappingNode jobs)
            foreach (var (name, job) in jobs) violations.AddRange(Violations(((YamlScalarNode)name).Value!, job, jobs));
        return violations;
    }

    /// <summary>Lists the scripts that the steps of a workflow run.</summary>
    public static IEnumerable<string> Scripts(string text) =>
        Steps(text).Select(step => step.Text("run")).OfType<string>();

    /// <summary>Lists the steps of all jobs of a workflow.</summary>
    public static IEnumerable<YamlNode> Steps(string text) =>
        Yaml.Parse(text).Items("jobs").SelectMany(job => job.Items("steps"));

    private static IEnumerable<string> Violations(string name, YamlNode job, YamlMappingNode jobs)
    {
        foreach (string missing in Missing(job, name, "runs-on", "permissions", "timeout-minutes", "steps"))
            yield return missing;
        if (job.Get("permissions") is { } permissions and not YamlMappingNode)
            yield return $"{name}: permissions {permissions} are no list";
        if (job.Text("timeout-minutes") is { } minutes
            && !(int.TryParse(minutes, CultureInfo.InvariantCulture, out int limit) && limit is > 0 and <= 120))
            yield return $"{name}: timeout-minutes {minutes} is outside 1 to 120";
        foreach (string need in Needs(job).Where(need => jobs.Get(need) is null))
            yield return $"{name}: needs {need}, which is no job";
        foreach (string violation in job.Items("steps").SelectMany(Violations)) yield return $"{name}: {violation}";
    }

    private static IEnumerable<string> Violations(YamlNode step)
    {
        string? action = step.Text("uses"), script = step.Text("run");
        if (action is null == script is null) yield return $"a step has either uses or run: {step}";
        if (action is not null && !Pinned().IsMatch(action))
            yield return $"{action} is not pinned by major version or commit";
        if (action?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true
            && step.Get("with")?.Text("persist-credentials") != "false")
            yield return $"{action} leaves its token in the checkout";
        if (script is null) yield break;
        // An expression becomes part of the script, so a branch's name could run commands. A variable's value cannot.
        if (script.Contains("${{", StringComparison.Ordinal)) yield return $"an expression in a script: {script}";
        if (script.Contains("://", StringComparison.Ordinal)) yield return $"a host in a script: {script}";
        foreach (string file in Repository.MissingFiles(script)) yield return $"{file} does not exist";
    }

    private static IEnumerable<string> Missing(YamlNode node, string name, params string[] keys) =>
        keys.Where(key => node.Get(key) is null).Select(key => $"{name}: {key} is missing");

    private static IEnumerable<string> Needs(YamlNode job) =>
        job.Text("needs") is { } one ? [one] : job.Items("needs").Select(need => need.ToString());

    private static bool Writes(YamlNode workflow) => workflow.Get("permissions") is { } permissions
        && (permissions is not YamlMappingNode
            || workflow.Items("permissions").Any(right => right.ToString() == "write"));

    [GeneratedRegex(@"^[\w-]+/[\w/.-]+@(v\d+|[0-9a-f]{40})$")]
    private static partial Regex Pinned();
}
