using Rom.Forecasting.Serialization;

namespace RomHost.Configuration.Yaml;

/// <summary>A warning about a usable configuration.</summary>
/// <param name="Location">The position of the key or value.</param>
/// <param name="Path">Its path; empty for the whole file.</param>
/// <param name="Message">The warning.</param>
internal sealed record ConfigurationWarning(SourceLocation Location, string Path, string Message)
{
    private const int MostNamed = 100;

    /// <summary>Returns a line for each warning, at most for the first hundred.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<ConfigurationWarning> warnings)
    {
        IEnumerable<string> lines = warnings.Take(MostNamed).Select(warning => warning.ToString());
        int more = warnings.Count - MostNamed;
        return more <= 0 ? lines : lines.Append($"… and {NumberText.Count(more, "more warning")}");
    }

    /// <summary>Formats the warning as <c>file:line:column: path: message</c>, on one line.</summary>
    public override string ToString() => new ConfigurationError(Location, Path, Message).ToString();
}
