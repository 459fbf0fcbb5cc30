namespace RomHost.Models;

/// <summary>
/// Converts statuses to and from their names in files and tables: <c>ok</c>, <c>diverged</c>, <c>failed</c>,
/// <c>overflow</c>.
/// </summary>
internal static class ModelStatusText
{
    /// <summary>Returns the name of a status.</summary>
    /// <param name="status">The status.</param>
    public static string Text(this ModelStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>Returns the status with a name; an unknown name is a failure.</summary>
    /// <param name="text">The name.</param>
    public static ModelStatus Parse(string? text) =>
        Enum.TryParse(text, ignoreCase: true, out ModelStatus status) && Enum.IsDefined(status)
            ? status
            : ModelStatus.Failed;
}
