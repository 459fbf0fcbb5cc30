namespace RomHost.Configuration.Binding;

/// <summary>Finds the name that was probably meant by a mistyped one.</summary>
internal static class NearestName
{
    /// <summary>Returns the nearest of several names, if it is near enough.</summary>
    /// <param name="name">The written name.</param>
    /// <param name="known">The known names.</param>
    /// <returns>A known name within two edits and a third of its length; or null.</returns>
    public static string? Among(string name, IEnumerable<string> known)
    {
        string plain = Plain(name);
        (string? nearest, int distance) = (null, int.MaxValue);
        foreach (string candidate in known)
        {
            string other = Plain(candidate);
            int allowed = Math.Clamp(Math.Max(plain.Length, other.Length) / 3, 1, 2);
            if (Math.Abs(plain.Length - other.Length) > allowed) continue;
            int d = Distance(plain, other);
            if (d <= allowed && d < distance) (nearest, distance) = (candidate, d);
        }
        return nearest;
    }

    /// <summary>Returns <c>; did you mean 'x'?</c>, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> known) =>
        Among(name, known) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    /// <summary>Compares names without case, hyphens and underscores.</summary>
    private static string Plain(string name) => name.Replace("_", "").Replace("-", "").ToLowerInvariant();

    /// <summary>
    /// Computes the Damerau–Levenshtein distance (optimal string alignment): insert, delete, replace, swap neighbours.
    /// </summary>
    internal static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) d[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replace, 1 + Math.Min(d[i - 1, j], d[i, j - 1]));
                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (swapped) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
