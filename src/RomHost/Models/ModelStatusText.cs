namespace RomHost.Models;

/// <summary>Statuses as files and tables name them: <c>ok</c>, <c>diverged</c>, <c>failed</c>, <c>overflow</c>.</summary>
internal static class ModelStatusText
{
    /// <summary>The name of a status.</summary>
    /// <param name="status">The status.</param>
    public static string Text(this ModelStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>The status of a name; what is no name is a failure.</summary>
    /// <param name="text">The name.</param>
    public static ModelStatus Parse(string? text) =>
        Enum.TryParse(text, ignoreCase: true, out ModelStatus status) && Enum.IsDefined(status) ? status : ModelStatus.Failed;
}
