namespace RomHost.Configuration;

/// <summary>A configuration cannot be used. The message has a line for each error.</summary>
/// <param name="errors">Everything that is wrong with it, at least one.</param>
internal sealed class ConfigurationException(IReadOnlyList<ConfigurationError> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>Makes an exception of one error.</summary>
    public ConfigurationException(ConfigurationError error) : this([error])
    {
    }

    /// <summary>Everything that is wrong with it, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;
}
