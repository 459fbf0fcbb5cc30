using Rom.Abstractions;
using RomHost.Configuration.Sections;

namespace RomHost.Configuration.Binding;

/// <summary>What a plugin's options record must be, so that a configuration can be bound to it.</summary>
internal static class PluginOptionsRules
{
    /// <summary>What is wrong with the options that a plugin registered, for its author; or null.</summary>
    public static string? Problem(PluginRegistration registration)
    {
        Type section = registration switch
        {
            SimulatorRegistration => typeof(SimulatorOptions),
            DensityEstimatorRegistration => typeof(DensityOptions),
            _ => typeof(ModelOptions),
        };
        string? problem = ProblemOf(registration.OptionsType, section, []);
        if (problem is not null || registration is not SimulatorRegistration simulator) return problem;
        return simulator.InitialConditions.Values
            .Select(family => ProblemOf(family, typeof(InitialConditionOptions), []))
            .FirstOrDefault(found => found is not null);
    }

    private static string? ProblemOf(Type type, Type? section, IReadOnlyList<Type> within)
    {
        if (within.Contains(type)) return $"the options record {type} contains itself";
        foreach (OptionsKey key in OptionsShape.Of(type).Keys)
        {
            string name = $"{type.Name}.{key.Property.Name}";
            if (section is not null && OptionsShape.Of(section).Keys.Any(host => host.Name == key.Name))
                return $"the option {name} would be the key '{key.Name}', which is the host's; give it another name";
            if (key.IsInputFile && (key.Type != typeof(string) || section != typeof(InitialConditionOptions)))
                return $"the option {name}: only a text property of an initial condition can be an input file";
            if (ProblemOfType(key.Type, [.. within, type]) is { } problem) return $"the option {name}: {problem}";
        }
        return null;
    }

    private static string? ProblemOfType(Type type, IReadOnlyList<Type> within)
    {
        if (OptionsType.IsScalar(type)) return null;
        if ((OptionsType.ItemOfList(type) ?? OptionsType.ValueOfMap(type)) is { } inner)
            return ProblemOfType(Nullable.GetUnderlyingType(inner) ?? inner, within);
        if (OptionsType.IsRecord(type)) return ProblemOf(type, null, within);
        return $"an option cannot be of type {type}; use bool, int, long, ulong, float, double, string, an enum, " +
            "a record of these, IReadOnlyList<T> or IReadOnlyDictionary<string, T>";
    }
}
