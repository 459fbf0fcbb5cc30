namespace Recorded.Reading;

/// <summary>Thrown for invalid content of a file. The reader of the file adds its name and the position.</summary>
/// <param name="message">The expected and the actual content, and the remedy.</param>
/// <param name="column">The column in the line, from 1; null where the whole line is meant.</param>
internal sealed class MisfitException(string message, int? column = null) : Exception(message)
{
    /// <summary>The column in the line, from 1; null where the whole line is meant.</summary>
    public int? Column { get; } = column;
}
