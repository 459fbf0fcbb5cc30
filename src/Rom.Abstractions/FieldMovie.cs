namespace Rom.Abstractions;

/// <summary>
/// A density with further fields on the same grid at the same times. Immutable: takes ownership of the arrays.
/// </summary>
public sealed class FieldMovie
{
    private readonly float[][] values;

    /// <summary>Creates a movie.</summary>
    /// <param name="density">The density.</param>
    /// <param name="names">The names of the further fields, each once.</param>
    /// <param name="values">The values of each further field [T, ny, nx], of any sign.</param>
    /// <exception cref="ArgumentException">
    /// A name is repeated, a length does not fit, or a value is not finite.
    /// </exception>
    public FieldMovie(DensityMovie density, IReadOnlyList<string> names, IReadOnlyList<float[]> values)
    {
        if (names.Count != values.Count)
            throw new ArgumentException(
                $"expected values of each of {names.Count} fields, found {values.Count}", nameof(values));
        if (names.Distinct().Count() < names.Count)
            throw new ArgumentException(
                $"expected each field once, found {string.Join(", ", names)}", nameof(names));
        for (int k = 0; k < names.Count; k++)
        {
            if (values[k].Length != density.Values.Length)
                throw new ArgumentException(
                    $"expected {density.Values.Length} values of {names[k]}, found {values[k].Length}", nameof(values));
            FiniteValues.Check(values[k], density.Grid, names[k], nameof(values));
        }
        (Density, Names, this.values) = (density, [.. names], [.. values]);
    }

    /// <summary>The density.</summary>
    public DensityMovie Density { get; }

    /// <summary>The names of the further fields.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The values of a further field [T, ny, nx].</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public ReadOnlySpan<float> Values(string name)
    {
        for (int k = 0; k < Names.Count; k++)
        {
            if (Names[k] == name) return values[k];
        }
        throw new ArgumentException($"expected one of {string.Join(", ", Names)}, found {name}", nameof(name));
    }
}
