using Rom.Abstractions;
using Rom.Testing.Options;

namespace RomHost.Configuration.Binding;

/// <summary>The plugins that the sections of one configuration can choose from.</summary>
/// <param name="registrations">The loaded registrations.</param>
/// <param name="simulator">
/// The name of the simulator, which determines the families of initial conditions; or null.
/// </param>
internal sealed class PluginChoices(IReadOnlyList<PluginRegistration> registrations, string? simulator)
{
    private readonly Dictionary<Type, ChoiceOfPlugins> bySection = [];

    /// <summary>Returns the choice of a section, for each simulator where it depends on that.</summary>
    /// <param name="registrations">The loaded registrations.</param>
    /// <param name="section">A <see cref="PluginSection"/>.</param>
    /// <returns>The choices; the simulator is null where it does not matter.</returns>
    public static IEnumerable<(string? Simulator, ChoiceOfPlugins Choice)> Everywhere(
        IReadOnlyList<PluginRegistration> registrations, Type section) =>
        typeof(GridSection).IsAssignableFrom(section)
            ? registrations.OfType<SimulatorRegistration>()
                .Select(one => ((string?)one.Name, new PluginChoices(registrations, one.Name).For(section)))
            : [(null, new PluginChoices(registrations, simulator: null).For(section))];

    /// <summary>The plugins that a section can choose from.</summary>
    /// <param name="section">A <see cref="PluginSection"/>.</param>
    public ChoiceOfPlugins For(Type section)
    {
        if (bySection.TryGetValue(section, out ChoiceOfPlugins? choice)) return choice;
        return bySection[section] = ((PluginSection)OptionsShape.NewDefault(section)).ChoiceFrom(
            registrations, simulator);
    }

    /// <summary>
    /// Describes a registration of that name for another role, or null: <c>'kde' is a density estimator</c>.
    /// </summary>
    public string? OtherRole(string name) => registrations.FirstOrDefault(r => r.Name == name) switch
    {
        SimulatorRegistration => "a simulator",
        DensityEstimatorRegistration => "a density estimator",
        RomModelRegistration => "a ROM model",
        _ => null,
    };
}
