using Rom.Forecasting.Serialization;

namespace RomHost.Configuration.Yaml;

/// <summary>What is wrong with a configuration, where, and what to do about it.</summary>
/// <param name="Location">The place of the key or value.</param>
/// <param name="Path">Its path, such as <c>models[1].hidden_units</c>; empty for the whole file.</param>
/// <param name="Message">What was expected, what was found, and the cure.</param>
internal sealed record ConfigurationError(SourceLocation Location, string Path, string Message)
{
    // What a message cites is cut where it is cited; this holds whatever a plugin's message says.
    private const int LongestMessage = 4000;

    /// <summary><c>file:line:column: path: message</c>, on one line.</summary>
    public override string ToString() =>
        Printable.Text(Path.Length == 0 ? $"{Location}: {Short(Message)}" : $"{Location}: {Path}: {Short(Message)}");

    private static string Short(string message) => message.Length <= LongestMessage ? message : message[..LongestMessage] + "…";
}
