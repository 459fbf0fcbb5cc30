using Rom.Abstractions;

namespace RomHost.Configuration.Binding;

/// <summary>The plugins that a section can choose from.</summary>
/// <param name="Noun">The kind of plugin, such as <c>simulator</c>.</param>
/// <param name="ByName">The registered types by name, with their options records.</param>
/// <param name="IsKnown">False where an earlier error leaves the choice open.</param>
internal sealed record ChoiceOfPlugins(
    string Noun,
    IReadOnlyDictionary<string, (PluginRegistration Registration, Type OptionsType)> ByName,
    bool IsKnown = true)
{
    /// <summary>The plugins of one kind.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <param name="noun">Its name in messages.</param>
    /// <param name="registrations">The loaded registrations.</param>
    public static ChoiceOfPlugins Of<T>(string noun, IReadOnlyList<PluginRegistration> registrations)
        where T : PluginRegistration
    {
        var byName = new OrderedDictionary<string, (PluginRegistration, Type)>();
        foreach (T registration in registrations.OfType<T>().OrderBy(r => r.Name, StringComparer.Ordinal))
            byName.TryAdd(registration.Name, (registration, registration.OptionsType));
        return new ChoiceOfPlugins(noun, byName);
    }

    /// <summary>The families of initial conditions that a simulator understands.</summary>
    /// <param name="registrations">The loaded registrations.</param>
    /// <param name="simulator">The simulator's name; null where it is not known.</param>
    public static ChoiceOfPlugins OfFamilies(IReadOnlyList<PluginRegistration> registrations, string? simulator)
    {
        var byName = new OrderedDictionary<string, (PluginRegistration, Type)>();
        SimulatorRegistration? chosen =
            registrations.OfType<SimulatorRegistration>().FirstOrDefault(r => r.Name == simulator);
        foreach ((string family, Type type) in chosen?.InitialConditions ?? new Dictionary<string, Type>())
            byName.Add(family, (chosen!, type));
        return new ChoiceOfPlugins("family of initial conditions", byName, IsKnown: chosen is not null);
    }
}
