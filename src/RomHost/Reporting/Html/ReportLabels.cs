namespace RomHost.Reporting.Html;

/// <summary>
/// Shortens labels of runs for figures: <c>program_lammps_run.py_casering_parameter4.5_s1</c> to
/// <c>parameter4.5 s1</c>, where all begin with the same words.
/// </summary>
internal static class ReportLabels
{
    private const int Longest = 40;

    /// <summary>Shortens labels. Those that differ stay different.</summary>
    /// <param name="labels">The labels of all runs.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> labels)
    {
        string[][] words = [.. labels.Select(label => label.Split('_'))];
        int shared = 0;
        // The last word is the sample's number, and stands for nothing alone.
        while (labels.Count > 1 && words.All(one => shared < one.Length - 2 && one[shared] == words[0][shared]))
            shared++;
        string[] plain = [.. words.Select(one => string.Join(' ', one.Skip(shared)))];
        string[] cut = [.. plain.Select(text =>
            text.Length <= Longest ? text : $"{text[..(Longest / 2)]}…{text[^(Longest / 2 - 1)..]}")];
        return cut.Distinct().Count() == labels.Distinct().Count() ? cut : plain;
    }
}
