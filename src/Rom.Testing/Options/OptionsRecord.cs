using Rom.Abstractions;

namespace Rom.Testing.Options;

/// <summary>Checks that a configuration can be bound to a plugin's options record.</summary>
internal static class OptionsRecord
{
    /// <summary>The host's own keys in a simulator's node.</summary>
    public static IReadOnlyList<string> SimulatorKeys { get; } = ["plugin"];

    /// <summary>The host's own keys in a density estimator's node.</summary>
    public static IReadOnlyList<string> DensityKeys { get; } = ["plugin", "every", "fields", "storage"];

    /// <summary>The host's own keys in a model's node.</summary>
    public static IReadOnlyList<string> ModelKeys { get; } =
        ["name", "plugin", "enabled", "isolation", "time_limit", "channels"];

    /// <summary>The host's own keys in an initial condition's node.</summary>
    public static IReadOnlyList<string> InitialConditionKeys { get; } = ["family", "samples"];

    /// <summary>Returns the fault of the options that a plugin registered, for its author; null for none.</summary>
    /// <param name="registration">The plugin's registration.</param>
    public static string? Problem(PluginRegistration registration)
    {
        var keys = registration switch
        {
            SimulatorRegistration => SimulatorKeys,
            DensityEstimatorRegistration => DensityKeys,
            _ => ModelKeys,
        };
        if (ProblemOf(registration.OptionsType, keys, takesFiles: false, []) is { } problem) return problem;
        if (ProblemOfMarks(registration.OptionsType) is { } mark) return mark;
        return registration is not SimulatorRegistration simulator ? null : simulator.InitialConditions.Values
            .Select(family => ProblemOf(family, InitialConditionKeys, takesFiles: true, []))
            .FirstOrDefault(found => found is not null);
    }

    private static string? ProblemOfMarks(Type type)
    {
        OptionsKey[] lags = Marked<LagAttribute>();
        string Name(OptionsKey key) => $"{type.Name}.{key.Property.Name}";
        if (lags.Length > 1) return $"the options {Name(lags[0])} and {Name(lags[1])}: only one can be the lag";
        return lags.Concat(Marked<GridSizeAttribute>())
            .FirstOrDefault(key => key.Property.PropertyType != typeof(int)) is { } wrong
            ? $"the option {Name(wrong)}: only an int can be the lag or a grid's size"
            : null;

        OptionsKey[] Marked<T>() where T : Attribute =>
            [.. OptionsShape.Of(type).Keys.Where(key => key.Attribute<T>() is not null)];
    }

    private static string? ProblemOf(
        Type type, IReadOnlyList<string> hostKeys, bool takesFiles, IReadOnlyList<Type> within)
    {
        if (within.Contains(type)) return $"the options record {type} contains itself";
        foreach (OptionsKey key in OptionsShape.Of(type).Keys)
        {
            string name = $"{type.Name}.{key.Property.Name}";
            if (hostKeys.Contains(key.Name))
                return $"the option {name} would be the key '{key.Name}', which is the host's; give it another name";
            if (key.IsInputFile && (key.Type != typeof(string) || !takesFiles))
                return $"the option {name}: only a text property of an initial condition can be an input file";
            if (key.Attribute<UsualRangeAttribute>() is not null && !IsNumber(ItemOf(key.Type) ?? key.Type))
                return $"the option {name}: only numbers and lists of them have a usual range";
            if (ProblemOfType(key.Type, [.. within, type]) is { } problem) return $"the option {name}: {problem}";
        }
        return null;
    }

    private static bool IsNumber(Type type) =>
        ScalarValue.Nouns.ContainsKey(Nullable.GetUnderlyingType(type) ?? type) && type != typeof(bool)
            && type != typeof(string);

    private static string? ProblemOfType(Type type, IReadOnlyList<Type> within)
    {
        if (OptionsType.IsScalar(type)) return null;
        if (ItemOf(type) is { } item) return ProblemOfType(Nullable.GetUnderlyingType(item) ?? item, within);
        if (OptionsType.IsRecord(type)) return ProblemOf(type, [], takesFiles: false, within);
        return $"an option cannot be of type {type}; use bool, int, long, ulong, float, double, string, an enum, "
            + "a record of these, IReadOnlyList<T> or IReadOnlyDictionary<string, T>";
    }

    private static Type? ItemOf(Type type) => OptionsType.ItemOfList(type) ?? OptionsType.ValueOfMap(type);
}
