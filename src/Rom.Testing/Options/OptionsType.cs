namespace Rom.Testing.Options;

/// <summary>Classifies the types that an option can have.</summary>
internal static class OptionsType
{
    /// <summary>Whether it is a single value.</summary>
    public static bool IsScalar(Type type) => type.IsEnum || ScalarValue.Nouns.ContainsKey(type);

    /// <summary>
    /// Returns the type of a list's items, or null where the type is not an <see cref="IReadOnlyList{T}"/>.
    /// </summary>
    public static Type? ItemOfList(Type type) => Argument(type, typeof(IReadOnlyList<>), 0);

    /// <summary>
    /// Returns the type of a map's values, or null where the type is not an
    /// <see cref="IReadOnlyDictionary{TKey,TValue}"/> by string.
    /// </summary>
    public static Type? ValueOfMap(Type type) => Argument(type, typeof(IReadOnlyDictionary<,>), 1) is { } value
        && type.GetGenericArguments()[0] == typeof(string) ? value : null;

    /// <summary>Returns whether it is a record of further options.</summary>
    public static bool IsRecord(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type != typeof(string) && !type.IsArray
        && type.GetConstructor(Type.EmptyTypes) is not null
        && !typeof(System.Collections.IEnumerable).IsAssignableFrom(type) && !typeof(Delegate).IsAssignableFrom(type);

    /// <summary>Returns the noun for a value in messages.</summary>
    public static string Noun(Type type)
    {
        if (type.IsEnum) return $"one of {string.Join(", ", KeyName.OfValues(type))}";
        if (ScalarValue.Nouns.TryGetValue(type, out string? noun)) return noun;
        return ItemOfList(type) is not null ? "a list" : "a mapping (key: value)";
    }

    private static Type? Argument(Type type, Type definition, int index) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GetGenericArguments()[index] : null;
}
