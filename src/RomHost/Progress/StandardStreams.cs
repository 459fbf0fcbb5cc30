using Rom.Forecasting.Serialization;


namespace RomHost.Progress;

/// <summary>
/// The streams that the process writes to. <see cref="Console.Out"/> and <see cref="Console.Error"/> show control characters, for the host,
/// its libraries and its plugins alike; the host's own colours and cursor movements go to <see cref="Terminal"/>.
/// </summary>
internal static class StandardStreams
{
    /// <summary>Standard error as it is: only what the host itself makes, or <see cref="Printable"/> has shown, may go there.</summary>
    public static TextWriter Terminal { get; private set; } = Console.Error;

    /// <summary>Makes the console's writers show control characters; and standard error forgive that nobody reads it.</summary>
    public static void MakePrintable()
    {
        Terminal = new ForgivingWriter(Console.Error);
        Console.SetError(new PrintableWriter(Terminal));
        Console.SetOut(new PrintableWriter(Console.Out));
    }
}
