using Rom.Abstractions;

namespace RomHost.Configuration.Binding;

/// <summary>
/// A section with keys of the host and, in the same mapping, the keys of the plugin that one of the host's keys names.
/// </summary>
public abstract record PluginSection
{
    /// <summary>The chosen plugin and its bound options.</summary>
    internal PluginChoice? Choice { get; init; }

    /// <summary>Whether an option of the plugin may be given as candidates: <c>{choose: […]}</c>.</summary>
    internal virtual bool AcceptsCandidates => false;

    /// <summary>The properties of the host that may be given as candidates too.</summary>
    internal virtual IReadOnlyList<string> OwnCandidates => [];

    /// <summary>The name of the key that names the plugin or the family, such as <c>plugin</c>.</summary>
    internal abstract string ChoosingKey { get; }

    /// <summary>The choice of the section.</summary>
    /// <param name="registrations">The loaded registrations.</param>
    /// <param name="simulator">The simulator of the configuration; null where it names none.</param>
    internal abstract ChoiceOfPlugins ChoiceFrom(IReadOnlyList<PluginRegistration> registrations, string? simulator);
}
