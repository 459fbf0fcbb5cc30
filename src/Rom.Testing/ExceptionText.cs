namespace Rom.Testing;

/// <summary>Texts of an exception that a plugin made: its members are virtual, so asking for them runs the plugin's code.</summary>
internal static class ExceptionText
{
    /// <summary>The message, or, where reading it throws or gives null, a sentence that says so.</summary>
    /// <param name="exception">The exception.</param>
    public static string Message(Exception exception) => Of(exception, "Message", () => exception.Message);

    /// <summary>Type, message and stack, as far as they can be read.</summary>
    /// <param name="exception">The exception.</param>
    public static string Full(Exception exception) => Of(exception, "ToString()", exception.ToString);

    private static string Of(Exception exception, string member, Func<string?> read)
    {
        try
        {
            return read() ?? $"({member} of this {exception.GetType().Name} is null)";
        }
        catch (Exception e)
        {
            return $"({member} of this {exception.GetType().Name} threw {e.GetType().Name})";
        }
    }
}
