namespace Rom.Testing.Options;

/// <summary>
/// Creates options from configuration values. The host has its own implementation; <see cref="AnnotatedOptions"/> is
/// for tests.
/// </summary>
public interface IOptionsReader
{
    /// <summary>Creates options.</summary>
    /// <param name="type">The record of options.</param>
    /// <param name="values">
    /// Text by snake_case key, <c>domain.lx</c> for a key of an inner record; missing keys keep their defaults.
    /// </param>
    /// <returns>The options.</returns>
    /// <exception cref="OptionsRefusedException">
    /// A key is unknown, a value has the wrong type, or a rule is broken.
    /// </exception>
    object Read(Type type, IReadOnlyDictionary<string, string> values);
}
