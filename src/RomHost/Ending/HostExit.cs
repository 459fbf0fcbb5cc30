namespace RomHost.Ending;

/// <summary>How the host ends itself.</summary>
internal static class HostExit
{
    // What plugins and libraries do at the end of a process (handlers of ProcessExit, a finalizer, destructors) may take
    // so long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The exit code with which the host is ending itself; null while it is not.</summary>
    public static int? Code { get; private set; }

    /// <summary>
    /// Ends the process, whatever threads of plugins still run. What they do at a process's end is waited for two
    /// seconds.
    /// </summary>
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

    private static void Flush()
    {
        try
        {
            Console.Out.Flush();
            Console.Error.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            // Nothing reads it any more.
        }
    }
}
