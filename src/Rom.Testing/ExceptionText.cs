namespace Rom.Testing;

/// <summary>
/// Reads the texts of a plugin's exception. Its members are virtual, so reading them runs the plugin's code and may
/// throw.
/// </summary>
internal static class ExceptionText
{
    // A message is read by people, and a stack by the plugin's author; both stay in records.
    private const int LongestMessage = 16 << 10, LongestStack = 256 << 10;

    /// <summary>
    /// The message, of a very long one its beginning, or, where reading it throws or gives null, a sentence that says
    /// so. The name of a method's parameter is left out: whoever reads the message did not call the method.
    /// </summary>
    /// <param name="exception">The exception.</param>
    public static string Message(Exception exception) => Of(
        exception, "Message",
        () => exception is ArgumentException { ParamName: { Length: > 0 } parameter }
            // ArgumentException.Message appends it in this form, before the actual value of one that is out of range.
            ? exception.Message?.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal)
            : exception.Message,
        LongestMessage);

    /// <summary>Returns type, message and stack, as far as they can be read.</summary>
    /// <param name="exception">The exception.</param>
    public static string Full(Exception exception) => Of(exception, "ToString()", exception.ToString, LongestStack);

    private static string Of(Exception exception, string member, Func<string?> read, int longest)
    {
        try
        {
            string text = read() ?? $"({member} of this {exception.GetType().Name} is null)";
            return text.Length <= longest ? text : text[..longest] + "…";
        }
        catch (Exception e)
        {
            return $"({member} of this {exception.GetType().Name} threw {e.GetType().Name})";
        }
    }
}
