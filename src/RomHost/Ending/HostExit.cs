namespace RomHost.Ending;

/// <summary>Ends the host.</summary>
internal static class HostExit
{
    // Time for exit handlers of plugins and libraries (ProcessExit, finalizers, destructors).
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Time for a program that reads the last message.
    private static readonly TimeSpan ReadersPatience = TimeSpan.FromSeconds(0.5);

    /// <summary>The exit code with which the host is ending; null while it runs.</summary>
    public static int? Code { get; private set; }

    /// <summary>Ends the process, even if threads of plugins still run. Exit handlers get two seconds.</summary>
    /// <param name="code">The exit code.</param>
    public static void End(int code)
    {
        Code = code;
        Flush();
        new Thread(() =>
        {
            Thread.Sleep(Patience);
            NativeExit.Now(code);
        })
        { IsBackground = true, Name = "end of the process" }.Start();
        Environment.Exit(code);
    }

    /// <summary>Ends the process at once; the programs that it started end with it.</summary>
    /// <param name="code">The exit code.</param>
    public static void Now(int code)
    {
        Code = code;
        Flush();
        NativeExit.Now(code);
    }

    /// <summary>
    /// Ends the process after a last message, also where another program keeps the streams open but does not read them.
    /// </summary>
    /// <param name="code">The exit code.</param>
    /// <param name="say">Writes the message.</param>
    public static void Now(int code, Action say)
    {
        Code = code;
        // A thread that waits for the reader of a stream holds the stream's lock.
        var saying = new Thread(() =>
        {
            say();
            Flush();
        })
        { IsBackground = true, Name = "last message" };
        saying.Start();
        saying.Join(ReadersPatience);
        NativeExit.Now(code);
    }

    private static void Flush()
    {
        try
        {
            Console.Out.Flush();
            Console.Error.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            // No code reads it any more.
        }
    }
}
