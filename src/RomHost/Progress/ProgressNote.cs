using System.Globalization;

namespace RomHost.Progress;

/// <summary>How far a piece of work is, in one line that other processes read.</summary>
/// <param name="Title">The description of the work.</param>
/// <param name="Completed">Completed units.</param>
/// <param name="Total">The number of units.</param>
/// <param name="Unit">The unit, in the singular; empty for units that are not things.</param>
/// <param name="Stage">The number of its stage, from 1; 0 outside of stages.</param>
/// <param name="Stages">The number of stages.</param>
internal sealed record ProgressNote(
    string Title, double Completed, double Total, string Unit, int Stage = 0, int Stages = 0)
{
    private const int LongestTitle = 200;
    private const char Separator = '\t';

    /// <summary>The note as one line.</summary>
    public string Text => string.Join(
        Separator, Of(Stage), Of(Stages), Of(Completed), Of(Total), Plain(Unit), Plain(Title));

    private static string Of(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Reads a note.</summary>
    /// <param name="text">The line.</param>
    /// <returns>The note; null where the line is none.</returns>
    public static ProgressNote? Parse(string text) =>
        text.Split(Separator) is [var stage, var stages, var completed, var total, var unit, var title]
            && int.TryParse(stage, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(stages, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && double.TryParse(completed, NumberStyles.Float, CultureInfo.InvariantCulture, out double done)
            && double.TryParse(total, NumberStyles.Float, CultureInfo.InvariantCulture, out double all)
            && double.IsFinite(done) && double.IsFinite(all)
            ? new(title, done, all, unit, number, count)
            : null;

    private static string Plain(string text)
    {
        string line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= LongestTitle ? line : line[..LongestTitle];
    }
}
