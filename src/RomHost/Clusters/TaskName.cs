using System.Globalization;
using System.Text.RegularExpressions;

namespace RomHost.Clusters;

/// <summary>The name of a task among those of all submissions: <c>SUBMISSION.JOB_TASK</c>.</summary>
/// <param name="Submission">The submission.</param>
/// <param name="Job">The job.</param>
/// <param name="Index">The task's index in the job.</param>
internal sealed partial record TaskName(string Submission, string Job, int Index)
{
    /// <summary>The option of <c>run</c> that names the task which a process makes.</summary>
    public const string Option = "--task";

    /// <summary>Reads a name.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null where it is none.</returns>
    public static TaskName? Parse(string text) => Form().Match(text) is { Success: true } match
        && int.TryParse(match.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? new(match.Groups[1].Value, match.Groups[2].Value, index)
            : null;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Submission}.{Job}_{Index}");

    [GeneratedRegex(@"\A([0-9]{8}T[0-9]{6}Z-[0-9a-f]{8})\.([a-z_]+(?:-[0-9]+)?)_([0-9]{1,9})\z")]
    private static partial Regex Form();
}
