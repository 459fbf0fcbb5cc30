using RomHost.Configuration;
using RomHost.Configuration.Binding;
using RomHost.Configuration.Yaml;

namespace RomHost.Validation;

/// <summary>Collects errors and warnings about an experiment, each at the place of its option.</summary>
/// <param name="experiment">The experiment.</param>
internal sealed class ValidationLog(Experiment experiment)
{
    private readonly ConfigurationErrors errors = new();
    private readonly List<ConfigurationWarning> warnings = [];

    /// <summary>The warnings, in the order in which they were found.</summary>
    public IReadOnlyList<ConfigurationWarning> Warnings => warnings;

    /// <summary>Adds a reason why the experiment cannot run.</summary>
    /// <param name="option">Property names from the root of the options: <c>Reduction.Modes</c>, say.</param>
    /// <param name="message">The expected and the found value, and the remedy.</param>
    public void Error(string option, string message)
    {
        (SourceLocation location, ConfigPath path) = MemberLocation.Of(experiment.Document.Root, option);
        errors.Add(location, path, message);
    }

    /// <summary>Adds a warning.</summary>
    /// <param name="option">Property names from the root of the options.</param>
    /// <param name="message">The warning.</param>
    public void Warn(string option, string message)
    {
        (SourceLocation location, ConfigPath path) = MemberLocation.Of(experiment.Document.Root, option);
        warnings.Add(new ConfigurationWarning(location, path.ToString(), message));
    }

    /// <summary>Throws if there are errors.</summary>
    /// <exception cref="ConfigurationException">There are errors.</exception>
    public void ThrowIfAny() => errors.ThrowIfAny();
}
