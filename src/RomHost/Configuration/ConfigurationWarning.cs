using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>What a user should know about a configuration that can be used.</summary>
/// <param name="Location">The place of the key or value.</param>
/// <param name="Path">Its path; empty for the whole file.</param>
/// <param name="Message">What it is about.</param>
internal sealed record ConfigurationWarning(SourceLocation Location, string Path, string Message)
{
    /// <summary><c>file:line:column: path: message</c>, on one line.</summary>
    public override string ToString() => new ConfigurationError(Location, Path, Message).ToString();
}
