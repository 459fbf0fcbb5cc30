using Rom.Forecasting.Serialization;

namespace RomHost.Configuration.Yaml;

/// <summary>A fault of a configuration, with its position and remedy.</summary>
/// <param name="Location">The position of the key or value.</param>
/// <param name="Path">Its path, such as <c>models[1].hidden_units</c>; empty for the whole file.</param>
/// <param name="Message">The expected and the found value, and the remedy.</param>
internal sealed record ConfigurationError(SourceLocation Location, string Path, string Message)
{
    // Quoted text is shortened where it is quoted; this also holds for text of a plugin's message.
    private const int LongestMessage = 4000;

    /// <summary>Formats the error as <c>file:line:column: path: message</c>, on one line.</summary>
    public override string ToString() =>
        Printable.Text(Path.Length == 0 ? $"{Location}: {Short(Message)}" : $"{Location}: {Path}: {Short(Message)}");

    private static string Short(string message) =>
        message.Length <= LongestMessage ? message : message[..LongestMessage] + "…";
}
