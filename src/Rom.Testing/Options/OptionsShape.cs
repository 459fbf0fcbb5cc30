using System.Collections.Concurrent;
using System.Reflection;

namespace Rom.Testing.Options;

/// <summary>
/// The keys of an options record, read from its settable public properties in the order of their declaration, those of
/// a base record first.
/// </summary>
internal sealed class OptionsShape
{
    private static readonly ConcurrentDictionary<Type, OptionsShape> Cache = new();

    private OptionsShape(Type type)
    {
        Type = type;
        var nullability = new NullabilityInfoContext();
        Keys =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)
                .OrderBy(p => Depth(p.DeclaringType)).ThenBy(p => p.MetadataToken)
                .Select(p => new OptionsKey(KeyName.Of(p.Name), p, AcceptsNull(p, nullability))),
        ];
    }

    /// <summary>The record.</summary>
    public Type Type { get; }

    /// <summary>Its keys.</summary>
    public IReadOnlyList<OptionsKey> Keys { get; }

    /// <summary>The first key whose property has an attribute; null where none has.</summary>
    /// <typeparam name="T">The attribute.</typeparam>
    public OptionsKey? KeyWith<T>() where T : Attribute => Keys.FirstOrDefault(key => key.Attribute<T>() is not null);

    /// <summary>The keys of a record.</summary>
    public static OptionsShape Of(Type type) => Cache.GetOrAdd(type, static t => new OptionsShape(t));

    /// <summary>Creates a record with the defaults.</summary>
    public static object NewDefault(Type type) => Activator.CreateInstance(type, nonPublic: true)!;

    // A base record's keys stand before those of the record itself.
    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);

    private static bool AcceptsNull(PropertyInfo property, NullabilityInfoContext context) =>
        property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : context.Create(property).WriteState == NullabilityState.Nullable;
}
