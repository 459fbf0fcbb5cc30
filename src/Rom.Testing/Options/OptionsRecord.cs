using System.Collections;
using System.Reflection;
using Rom.Abstractions;

namespace Rom.Testing.Options;

/// <summary>What a plugin's options record must be, so that a configuration can be bound to it.</summary>
internal static class OptionsRecord
{
    /// <summary>The keys that the host reads beside those of a simulator.</summary>
    public static IReadOnlyList<string> SimulatorKeys { get; } = ["plugin"];

    /// <summary>The keys that the host reads beside those of a density estimator.</summary>
    public static IReadOnlyList<string> DensityKeys { get; } = ["plugin", "every"];

    /// <summary>The keys that the host reads beside those of a model.</summary>
    public static IReadOnlyList<string> ModelKeys { get; } = ["name", "plugin", "enabled", "isolation", "time_limit"];

    /// <summary>The keys that the host reads beside those of an initial condition.</summary>
    public static IReadOnlyList<string> InitialConditionKeys { get; } = ["family", "samples"];

    /// <summary>The single values that an option can be, beside an enum.</summary>
    public static IReadOnlyList<Type> Scalars { get; } =
        [typeof(bool), typeof(int), typeof(long), typeof(ulong), typeof(float), typeof(double), typeof(string)];

    /// <summary>What is wrong with the options that a plugin registered, for its author; or null.</summary>
    /// <param name="registration">What the plugin offers.</param>
    public static string? Problem(PluginRegistration registration)
    {
        var keys = registration switch
        {
            SimulatorRegistration => SimulatorKeys,
            DensityEstimatorRegistration => DensityKeys,
            _ => ModelKeys,
        };
        if (ProblemOf(registration.OptionsType, keys, takesFiles: false, []) is { } problem) return problem;
        return registration is not SimulatorRegistration simulator ? null : simulator.InitialConditions.Values
            .Select(family => ProblemOf(family, InitialConditionKeys, takesFiles: true, []))
            .FirstOrDefault(found => found is not null);
    }

    private static string? ProblemOf(Type type, IReadOnlyList<string> hostKeys, bool takesFiles, IReadOnlyList<Type> within)
    {
        if (within.Contains(type)) return $"the options record {type} contains itself";
        foreach (var property in ScalarOption.PropertiesOf(type))
        {
            string name = $"{type.Name}.{property.Name}", key = ScalarOption.KeyOf(property.Name);
            Type value = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (hostKeys.Contains(key)) return $"the option {name} would be the key '{key}', which is the host's; give it another name";
            if (property.IsDefined(typeof(InputFileAttribute)) && (value != typeof(string) || !takesFiles))
                return $"the option {name}: only a text property of an initial condition can be an input file";
            if (property.IsDefined(typeof(UsualRangeAttribute)) && !IsNumber(ItemOf(value) ?? value))
                return $"the option {name}: only numbers and lists of them have a usual range";
            if (ProblemOfType(value, [.. within, type]) is { } problem) return $"the option {name}: {problem}";
        }
        return null;
    }

    private static bool IsNumber(Type type) =>
        Scalars.Contains(Nullable.GetUnderlyingType(type) ?? type) && type != typeof(bool) && type != typeof(string);

    private static string? ProblemOfType(Type type, IReadOnlyList<Type> within)
    {
        if (type.IsEnum || Scalars.Contains(type)) return null;
        if (ItemOf(type) is { } item) return ProblemOfType(Nullable.GetUnderlyingType(item) ?? item, within);
        if (IsRecord(type)) return ProblemOf(type, [], takesFiles: false, within);
        return $"an option cannot be of type {type}; use bool, int, long, ulong, float, double, string, an enum, "
            + "a record of these, IReadOnlyList<T> or IReadOnlyDictionary<string, T>";
    }

    private static Type? ItemOf(Type type)
    {
        if (!type.IsGenericType) return null;
        Type[] arguments = type.GetGenericArguments();
        Type definition = type.GetGenericTypeDefinition();
        if (definition == typeof(IReadOnlyList<>)) return arguments[0];
        return definition == typeof(IReadOnlyDictionary<,>) && arguments[0] == typeof(string) ? arguments[1] : null;
    }

    private static bool IsRecord(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsArray: false } && type != typeof(string)
        && type.GetConstructor(Type.EmptyTypes) is not null
        && !typeof(IEnumerable).IsAssignableFrom(type) && !typeof(Delegate).IsAssignableFrom(type);
}
