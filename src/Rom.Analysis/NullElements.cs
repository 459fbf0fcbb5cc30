using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rom.Analysis;

/// <summary>
/// Refuses null within lists and dictionaries whose elements are declared not to be null.
/// <see cref="JsonSerializerOptions.RespectNullableAnnotations"/> regards members only.
/// </summary>
internal static class NullElements
{
    /// <summary>Lets a type refuse them when it is read.</summary>
    /// <param name="type">The type.</param>
    public static void Refuse(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var nullability = new NullabilityInfoContext();
        (string Name, Func<object, object?> Get)[] lists =
        [
            .. type.Properties.Where(property => property is { Get: not null, AttributeProvider: PropertyInfo member }
                && member.PropertyType != typeof(string)
                && typeof(IEnumerable).IsAssignableFrom(member.PropertyType)
                && HaveNone(nullability.Create(member))).Select(property => (property.Name, property.Get!)),
        ];
        if (lists.Length == 0) return;
        var further = type.OnDeserialized;
        type.OnDeserialized = value =>
        {
            further?.Invoke(value);
            foreach (var (name, get) in lists)
                if (HasNull(get(value))) throw new JsonException($"{name}: expected no null in it, found one");
        };
    }

    // Numbers that are not finite are written as null, also where any value may stand.
    private static bool HaveNone(NullabilityInfo member) =>
        (member.ElementType ?? member.GenericTypeArguments.LastOrDefault()) is
        { ReadState: NullabilityState.NotNull, Type: { IsValueType: false } element } && element != typeof(object);

    private static bool HasNull(object? values)
    {
        if (values is IDictionary dictionary) values = dictionary.Values;
        foreach (object? value in values as IEnumerable ?? Array.Empty<object>())
            if (value is null) return true;
        return false;
    }
}
