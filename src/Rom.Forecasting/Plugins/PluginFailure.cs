using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Rom.Testing;

namespace Rom.Forecasting.Plugins;

/// <summary>Describes exceptions of a plugin's code, for its author: type, message and place in the plugin.</summary>
internal static class PluginFailure
{
    /// <summary>Returns the exception in one line.</summary>
    /// <param name="thrown">The exception.</param>
    /// <returns>
    /// A line such as <c>IndexOutOfRangeException: Index was outside … (in OpInf.Trainer.Train, OpInf.cs:42)</c>.
    /// </returns>
    public static string Describe(Exception thrown)
    {
        var cause = CauseOf(thrown);
        // These are messages for the user; other exceptions are for the plugin's author.
        return cause is ContractBreachException or ModelUnloadableException or ModelProcessException or IOException
            or InvalidDataException
            ? Message(cause)
            : $"{cause.GetType().Name}: {Message(cause)}{Place(cause)}";
    }

    /// <summary>
    /// Describes an exception of a simulator or density estimator: its message, which is for the user, unless the
    /// exception shows a bug.
    /// </summary>
    /// <param name="thrown">The exception.</param>
    public static string MessageOf(Exception thrown) =>
        CauseOf(thrown) is NullReferenceException or IndexOutOfRangeException or InvalidCastException
            or KeyNotFoundException or ArithmeticException or NotImplementedException
            ? Describe(thrown)
            : Message(thrown);

    /// <summary>
    /// Whether a trainer says by this exception that its options are wrong; another one is a failure of the plugin or
    /// the machine.
    /// </summary>
    /// <param name="thrown">The exception.</param>
    public static bool IsRefusal(Exception thrown) =>
        thrown is ArgumentException or ValidationException or ArithmeticException
            or ModelProcessException { IsRefusal: true };

    /// <summary>Its message, also where reading that throws.</summary>
    /// <param name="thrown">The exception.</param>
    public static string Message(Exception thrown) => ExceptionText.Message(thrown);

    /// <summary>Returns the exception with its stack, for a plugin's author, even if reading it throws.</summary>
    /// <param name="thrown">The exception.</param>
    public static string StackOf(Exception thrown) => ExceptionText.Full(thrown);

    /// <summary>Returns the plugin whose code threw.</summary>
    /// <param name="thrown">The exception.</param>
    /// <returns>Its name, which is that of its load context; null where no plugin is on the stack.</returns>
    public static string? PluginOf(Exception thrown) =>
        FrameOf(CauseOf(thrown))?.GetMethod()?.DeclaringType is { } type
            ? AssemblyLoadContext.GetLoadContext(type.Assembly)?.Name
            : null;

    private static Exception CauseOf(Exception e)
    {
        while (e is AggregateException or TargetInvocationException or TypeInitializationException
            && e.InnerException is { } inner)
            e = inner;
        return e;
    }

    // Plugins are in load contexts of their own; line numbers are known where symbols are beside them.
    private static string Place(Exception e)
    {
        var frame = FrameOf(e);
        if (frame?.GetMethod() is not { DeclaringType: { } owner } method) return "";
        string line = frame.GetFileName() is { } file ? $", {Path.GetFileName(file)}:{frame.GetFileLineNumber()}" : "";
        return $" (in {owner.FullName?.Replace('+', '.')}.{method.Name}{line})";
    }

    private static StackFrame? FrameOf(Exception e) => new StackTrace(e, fNeedFileInfo: true).GetFrames()
        .FirstOrDefault(frame => frame.GetMethod()?.DeclaringType is { } type
            && AssemblyLoadContext.GetLoadContext(type.Assembly) != AssemblyLoadContext.Default);
}
