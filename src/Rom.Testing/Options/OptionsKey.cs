using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Rom.Abstractions;

namespace Rom.Testing.Options;

/// <summary>A key of an options record.</summary>
/// <param name="Name">Its name in a configuration.</param>
/// <param name="Property">The property that it sets.</param>
/// <param name="AcceptsNull">Whether its value may be null.</param>
internal sealed record OptionsKey(string Name, PropertyInfo Property, bool AcceptsNull)
{
    /// <summary>The property's type, without <see cref="Nullable{T}"/>.</summary>
    public Type Type { get; } = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    // Read once: a list may have a hundred thousand values of one key.
    private readonly Attribute[] attributes = [.. Property.GetCustomAttributes()];

    /// <summary>Whether it names an input file of runs.</summary>
    public bool IsInputFile => Attribute<InputFileAttribute>() is not null;

    /// <summary>Returns the property's attribute of a type, or null.</summary>
    public T? Attribute<T>() where T : Attribute => attributes.OfType<T>().FirstOrDefault();

    /// <summary>The validation rules of its value.</summary>
    public IReadOnlyList<ValidationAttribute> Rules => field ??= [.. attributes.OfType<ValidationAttribute>()];
}
