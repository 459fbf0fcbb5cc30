namespace Recorded.Reading;

/// <summary>Something in a file that does not fit. Who reads the file adds its name and the place in it.</summary>
/// <param name="message">What was expected, what was found, and the cure.</param>
/// <param name="column">The column in the line, from 1; null where the whole line is meant.</param>
internal sealed class MisfitException(string message, int? column = null) : Exception(message)
{
    /// <summary>The column in the line, from 1; null where the whole line is meant.</summary>
    public int? Column { get; } = column;
}
