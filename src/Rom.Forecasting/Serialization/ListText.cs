namespace Rom.Forecasting.Serialization;

/// <summary>Lists names for people.</summary>
internal static class ListText
{
    /// <summary>Joins names: <c>A</c>, <c>A and B</c>, <c>A, B and C</c>.</summary>
    /// <param name="names">The names.</param>
    public static string Of(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";

    /// <summary>Joins names that somebody gave, each quoted.</summary>
    /// <param name="names">The names.</param>
    public static string OfQuoted(IEnumerable<string> names) => Of([.. names.Select(Printable.Quoted)]);

    /// <summary>Returns the first name that stands in a list more than once; null for none.</summary>
    /// <param name="names">The names.</param>
    public static string? FirstRepeated(IReadOnlyList<string> names) =>
        names.Where((name, k) => names.Take(k).Contains(name)).FirstOrDefault();
}
