namespace RomHost.Tests.Architecture;

/// <summary>Finds arrows that lead back to where they begin.</summary>
internal static class Circle
{
    /// <summary>The places from which arrows lead back to themselves.</summary>
    /// <typeparam name="T">What a place is.</typeparam>
    /// <param name="arrows">The arrows, none from a place to itself.</param>
    public static IReadOnlyList<T> In<T>(IEnumerable<(T From, T To)> arrows) where T : notnull
    {
        ILookup<T, T> behind = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        return [.. behind.Select(from => from.Key).Where(place => LeadsBack(place, behind))];
    }

    private static bool LeadsBack<T>(T place, ILookup<T, T> behind)
    {
        var reached = new HashSet<T>();
        var next = new Stack<T>([place]);
        while (next.Count > 0)
        {
            foreach (T to in behind[next.Pop()])
            {
                if (EqualityComparer<T>.Default.Equals(to, place)) return true;
                if (reached.Add(to)) next.Push(to);
            }
        }
        return false;
    }
}
