using System.Globalization;

namespace RomHost.Clusters;

/// <summary>Writes and reads indices of runs as <c>0-9,12</c>, as <c>--runs</c> takes them.</summary>
internal static class RunIndices
{
    /// <summary>The most indices that are read from a text.</summary>
    public const int Most = 1_000_000;

    /// <summary>Returns the text of indices.</summary>
    /// <param name="indices">The indices, ascending.</param>
    public static string TextOf(IReadOnlyList<int> indices)
    {
        var ranges = new List<string>();
        for (int first = 0, last; first < indices.Count; first = last + 1)
        {
            last = first;
            while (last + 1 < indices.Count && indices[last + 1] == indices[last] + 1) last++;
            ranges.Add(first == last
                ? Text(indices[first])
                : $"{Text(indices[first])}-{Text(indices[last])}");
        }
        return string.Join(',', ranges);
    }

    /// <summary>Reads indices.</summary>
    /// <param name="text">The text, also with a step: <c>0-8:2</c>.</param>
    /// <returns>The indices; null where it is no such text, or one of too many.</returns>
    public static IReadOnlyList<int>? Parse(string text)
    {
        var indices = new List<int>();
        foreach (string range in text.Split(','))
        {
            string[] parts = range.Split(':');
            string[] ends = parts[0].Split('-');
            int step = 1;
            if (parts.Length > 2 || ends.Length > 2 || !TryIndex(ends[0], out int first)
                || !TryIndex(ends[^1], out int last) || first > last
                || (parts.Length == 2 && (!TryIndex(parts[1], out step) || step == 0))
                || indices.Count + (((long)last - first) / step) >= Most)
            {
                return null;
            }
            for (long index = first; index <= last; index += step) indices.Add((int)index);
        }
        return indices;
    }

    private static string Text(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static bool TryIndex(string text, out int index) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);
}
