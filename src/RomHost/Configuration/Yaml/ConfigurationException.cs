using Rom.Forecasting.Serialization;

namespace RomHost.Configuration.Yaml;

/// <summary>A configuration cannot be used. The message has a line for each error, and for many errors for the first.</summary>
/// <param name="errors">What is wrong with it, at least one error.</param>
/// <param name="others">Number of further errors, which were only counted.</param>
internal sealed class ConfigurationException(IReadOnlyList<ConfigurationError> errors, int others = 0)
    : Exception(Text(errors, others))
{
    /// <summary>Errors that the message names at the most.</summary>
    public const int MostNamed = 100;

    /// <summary>Makes an exception of one error.</summary>
    public ConfigurationException(ConfigurationError error) : this([error])
    {
    }

    /// <summary>What is wrong with it, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;

    private static string Text(IReadOnlyList<ConfigurationError> errors, int others)
    {
        long more = Math.Max(0, errors.Count - MostNamed) + (long)others;
        IEnumerable<string> lines = errors.Take(MostNamed).Select(error => error.ToString());
        return string.Join(
            Environment.NewLine, more == 0 ? lines : lines.Append($"… and {NumberText.Count(more, "more error")}; mend these first"));
    }
}
