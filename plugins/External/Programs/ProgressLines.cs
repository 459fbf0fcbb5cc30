using System.Globalization;

namespace External.Programs;

/// <summary>Finds lines such as <c>progress 0.42</c> in what a program prints, and reports the share of the run that is done.</summary>
/// <param name="progress">Receives the shares.</param>
internal sealed class ProgressLines(IProgress<double> progress)
{
    private const string Beginning = "progress ";

    // A longer line reports nothing, and is not kept.
    private readonly char[] line = new char[64];
    private long length;

    /// <summary>Takes the next piece of the output.</summary>
    /// <param name="piece">The piece; lines may begin and end in others.</param>
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
        if (double.TryParse(text[Beginning.Length..], NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is >= 0 and <= 1)
            progress.Report(share);
    }
}
