using Rom.Forecasting.Serialization;

namespace RomHost.Configuration.Yaml;

/// <summary>What a user should know about a configuration that can be used.</summary>
/// <param name="Location">The place of the key or value.</param>
/// <param name="Path">Its path; empty for the whole file.</param>
/// <param name="Message">What it is about.</param>
internal sealed record ConfigurationWarning(SourceLocation Location, string Path, string Message)
{
    private const int MostNamed = 100;

    /// <summary>A line for each warning, and for many warnings for the first.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<ConfigurationWarning> warnings)
    {
        IEnumerable<string> lines = warnings.Take(MostNamed).Select(warning => warning.ToString());
        int more = warnings.Count - MostNamed;
        return more <= 0 ? lines : lines.Append($"… and {NumberText.Count(more, "more warning")}");
    }

    /// <summary><c>file:line:column: path: message</c>, on one line.</summary>
    public override string ToString() => new ConfigurationError(Location, Path, Message).ToString();
}
