using Rom.Forecasting.Serialization;

namespace RomHost.Progress;

/// <summary>
/// The standard streams of the process. <see cref="Console.Out"/> and <see cref="Console.Error"/> escape control
/// characters, for the host, its libraries and its plugins alike; the host's own colours and cursor movements go to
/// <see cref="Terminal"/>.
/// </summary>
internal static class StandardStreams
{
    /// <summary>
    /// Standard error as it is: only what the host itself makes, or <see cref="Printable"/> has shown, may go there.
    /// </summary>
    public static TextWriter Terminal { get; private set; } = Console.Error;

    private static (TextWriter Out, TextWriter Error)? printable;

    /// <summary>Lets the console's writers escape control characters, and standard error ignore failures.</summary>
    public static void MakePrintable()
    {
        if (printable != (Console.Out, Console.Error)) // commands may follow each other in one process, as in tests
        {
            Terminal = new ForgivingWriter(Console.Error);
            Console.SetError(new PrintableWriter(Terminal));
            Console.SetOut(new PrintableWriter(Console.Out));
            printable = (Console.Out, Console.Error);
        }
    }
}
