namespace Rom.Testing.Options;

/// <summary>Makes options of what a configuration says. The host brings its own; <see cref="AnnotatedOptions"/> is for tests.</summary>
public interface IOptionsReader
{
    /// <summary>Makes options.</summary>
    /// <param name="type">The record of options.</param>
    /// <param name="values">Text by snake_case key, <c>domain.lx</c> for one in an inner record; what is absent keeps its default.</param>
    /// <returns>The options.</returns>
    /// <exception cref="OptionsRefusedException">A key is unknown, a value is none of its type, or a rule is broken.</exception>
    object Read(Type type, IReadOnlyDictionary<string, string> values);
}
