namespace RomHost.Configuration.Yaml;

/// <summary>
/// Collects errors, each once, so that all are reported together; of very many errors it keeps the first and counts the
/// others.
/// </summary>
internal sealed class ConfigurationErrors
{
    private const int MostKept = 1000;

    private readonly HashSet<ConfigurationError> errors = [];
    private int others;

    /// <summary>Number of different errors so far.</summary>
    public int Count => errors.Count + others;

    /// <summary>Whether further errors are only counted.</summary>
    public bool IsFull => errors.Count == MostKept;

    /// <summary>Adds an error, unless it is present.</summary>
    public void Add(SourceLocation location, ConfigPath path, string message)
    {
        if (IsFull) others++;
        else errors.Add(new ConfigurationError(location, path.ToString(), message));
    }

    /// <summary>Adds an error about a value.</summary>
    public void Add(ConfigNode node, string message) => Add(node.Location, node.Path, message);

    /// <summary>Adds all of others.</summary>
    public void AddAll(ConfigurationErrors added)
    {
        foreach (ConfigurationError error in added.errors)
        {
            if (IsFull) others++;
            else errors.Add(error);
        }
    }

    /// <summary>The kept errors, in the order of the file, those without a line last.</summary>
    public IReadOnlyList<ConfigurationError> InOrder() =>
    [
        .. errors
            .OrderBy(error => error.Location.Line == 0)
            .ThenBy(error => error.Location.Line)
            .ThenBy(error => error.Location.Column),
    ];

    /// <summary>Throws if there are errors.</summary>
    /// <exception cref="ConfigurationException">There are errors.</exception>
    public void ThrowIfAny()
    {
        if (Count > 0) throw new ConfigurationException(InOrder(), others);
    }
}
