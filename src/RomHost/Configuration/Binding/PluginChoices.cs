using Rom.Abstractions;
using RomHost.Configuration.Sections;

namespace RomHost.Configuration.Binding;

/// <summary>What the sections of one configuration can choose from, given what is loaded.</summary>
internal sealed class PluginChoices
{
    private readonly IReadOnlyList<PluginRegistration> registrations;
    private readonly Dictionary<Type, ChoiceOfPlugins> bySection;

    /// <summary>Gathers the choices.</summary>
    /// <param name="registrations">What is loaded.</param>
    /// <param name="simulator">
    /// The name of the simulator, whose families of initial conditions can be chosen; or null.
    /// </param>
    public PluginChoices(IReadOnlyList<PluginRegistration> registrations, string? simulator)
    {
        this.registrations = registrations;
        bySection = new Dictionary<Type, ChoiceOfPlugins>
        {
            [typeof(SimulatorOptions)] = Named<SimulatorRegistration>("simulator"),
            [typeof(DensityOptions)] = Named<DensityEstimatorRegistration>("density estimator"),
            [typeof(ModelOptions)] = Named<RomModelRegistration>("ROM model"),
            [typeof(InitialConditionOptions)] = Families(simulator),
        };
    }

    /// <summary>What a section can choose from.</summary>
    public ChoiceOfPlugins For(Type section) => bySection[section];

    /// <summary>
    /// What is registered under a name in another role, or null: <c>'kde' is a density estimator</c>.
    /// </summary>
    public string? OtherRole(string name) => registrations.FirstOrDefault(r => r.Name == name) switch
    {
        SimulatorRegistration => "a simulator",
        DensityEstimatorRegistration => "a density estimator",
        RomModelRegistration => "a ROM model",
        _ => null,
    };

    private ChoiceOfPlugins Named<T>(string noun) where T : PluginRegistration
    {
        var byName = new OrderedDictionary<string, (PluginRegistration, Type)>();
        foreach (T registration in registrations.OfType<T>().OrderBy(r => r.Name, StringComparer.Ordinal))
            byName.TryAdd(registration.Name, (registration, registration.OptionsType));
        return new ChoiceOfPlugins(noun, byName);
    }

    private ChoiceOfPlugins Families(string? simulator)
    {
        var byName = new OrderedDictionary<string, (PluginRegistration, Type)>();
        SimulatorRegistration? chosen =
            registrations.OfType<SimulatorRegistration>().FirstOrDefault(r => r.Name == simulator);
        foreach ((string family, Type type) in chosen?.InitialConditions ?? new Dictionary<string, Type>())
            byName.Add(family, (chosen!, type));
        return new ChoiceOfPlugins("family of initial conditions", byName, IsKnown: chosen is not null);
    }
}
