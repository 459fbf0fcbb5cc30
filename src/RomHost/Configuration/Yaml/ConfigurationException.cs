using Rom.Forecasting.Serialization;

namespace RomHost.Configuration.Yaml;

/// <summary>
/// Thrown when a configuration cannot be used. The message lists the errors, at most the first hundred.
/// </summary>
/// <param name="errors">The errors, at least one.</param>
/// <param name="others">Number of further errors, which were only counted.</param>
internal sealed class ConfigurationException(IReadOnlyList<ConfigurationError> errors, int others = 0)
    : Exception(Text(errors, others))
{
    /// <summary>The most errors that the message lists.</summary>
    public const int MostNamed = 100;

    /// <summary>Creates an exception from one error.</summary>
    public ConfigurationException(ConfigurationError error) : this([error])
    {
    }

    /// <summary>The errors, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;

    private static string Text(IReadOnlyList<ConfigurationError> errors, int others)
    {
        long more = Math.Max(0, errors.Count - MostNamed) + (long)others;
        IEnumerable<string> lines = errors.Take(MostNamed).Select(error => error.ToString());
        return string.Join(
            Environment.NewLine,
            more == 0 ? lines : lines.Append($"… and {NumberText.Count(more, "more error")}; mend these first"));
    }
}
