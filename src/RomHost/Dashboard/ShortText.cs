namespace RomHost.Dashboard;

/// <summary>Bounds texts of experiments, which may be of any length.</summary>
internal static class ShortText
{
    private const int Longest = 300;

    /// <summary>Returns a text, cut where it is too long for a cell.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most characters.</param>
    public static string Of(string text, int longest = Longest) =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest), "…");
}
