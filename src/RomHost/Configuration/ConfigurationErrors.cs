using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>Collects errors, each once, so that a user sees all of them at a time.</summary>
internal sealed class ConfigurationErrors
{
    private readonly HashSet<ConfigurationError> errors = [];

    /// <summary>Number of different errors so far.</summary>
    public int Count => errors.Count;

    /// <summary>Adds an error; one that is there already is not added again.</summary>
    public void Add(SourceLocation location, string path, string message) =>
        errors.Add(new ConfigurationError(location, path, message));

    /// <summary>Adds an error about a value.</summary>
    public void Add(ConfigNode node, string message) => Add(node.Location, node.Path, message);

    /// <summary>The errors in the order of the file, those without a line last.</summary>
    public IReadOnlyList<ConfigurationError> InOrder() =>
    [
        .. errors
            .OrderBy(error => error.Location.Line == 0)
            .ThenBy(error => error.Location.Line)
            .ThenBy(error => error.Location.Column),
    ];

    /// <summary>Ends here when there are errors.</summary>
    /// <exception cref="ConfigurationException">There are errors.</exception>
    public void ThrowIfAny()
    {
        if (Count > 0) throw new ConfigurationException(InOrder());
    }
}
