using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>What is wrong with a configuration, where, and what to do about it.</summary>
/// <param name="Location">The place of the key or value.</param>
/// <param name="Path">Its path, such as <c>models[1].hidden_units</c>; empty for the whole file.</param>
/// <param name="Message">What was expected, what was found, and the cure.</param>
internal sealed record ConfigurationError(SourceLocation Location, string Path, string Message)
{
    /// <summary><c>file:line:column: path: message</c>, on one line.</summary>
    public override string ToString() =>
        Printable.Text(Path.Length == 0 ? $"{Location}: {Message}" : $"{Location}: {Path}: {Message}");
}
