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

    /// <summary>Returns the status with a name.</summary>
    /// <param name="text">The name.</param>
    /// <exception cref="FormatException">No status has this name.</exception>
    public static ModelStatus Parse(string? text)
    {
        var all = Enum.GetValues<ModelStatus>();
        int index = Array.FindIndex(all, status => status.Text() == text);
        return index >= 0
            ? all[index]
            : throw new FormatException(
                $"expected a status ({string.Join(", ", all.Select(status => status.Text()))}), found '{text}'");
    }
}
