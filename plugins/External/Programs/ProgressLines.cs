using System.Globalization;

namespace External.Programs;

/// <summary>
/// Finds lines such as <c>progress 0.42</c> in a program's output, and reports the completed share of the run.
/// </summary>
/// <param name="progress">Receives the shares.</param>
internal sealed class ProgressLines(IProgress<double> progress)
{
    private const string Beginning = "progress ";

    // A longer line is ignored.
    private readonly char[] line = new char[64];
    private long length;

    /// <summary>Processes the next piece of the output.</summary>
    /// <param name="piece">The piece, which need not begin or end with a line.</param>
    public void Take(ReadOnlySpan<char> piece)
    {
        foreach (char c in piece)
        {
            if (c is '\n' or '\r') EndLine();
            else if (length++ < line.Length) line[length - 1] = c;
        }
    }

    private void EndLine()
    {
        ReadOnlySpan<char> text = length <= line.Length ? line.AsSpan(0, (int)length) : [];
        length = 0;
        if (!text.StartsWith(Beginning)) return;
        text = text[Beginning.Length..];
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share)
            && share is >= 0 and <= 1)
            progress.Report(share);
    }
}
