namespace Ending;

/// <summary>The act of the plugin's code.</summary>
public enum Act
{
    /// <summary>Nothing out of the ordinary.</summary>
    Nothing,

    /// <summary>Never returns, and looks at no token.</summary>
    Hangs,

    /// <summary>Ends the process: <c>Environment.Exit(0)</c>.</summary>
    Exits,

    /// <summary>Does so on a thread of its own.</summary>
    ExitsOnAThread,

    /// <summary>Ends the process as a C library does: <c>exit(0)</c>.</summary>
    ExitsNatively,

    /// <summary>Ends the process without any handler: <c>_exit(0)</c>.</summary>
    Vanishes,

    /// <summary>Throws on a thread of its own.</summary>
    ThrowsOnAThread,

    /// <summary>Starts a foreground thread that never ends.</summary>
    LeavesAThread,

    /// <summary>Waits forever when the process ends.</summary>
    HangsAtTheEnd,

    /// <summary>Waits forever in a finalizer.</summary>
    HangsInAFinalizer,

    /// <summary>Asks for another exit code when the process ends.</summary>
    ChangesTheCode,

    /// <summary>Ends the process: <c>Environment.FailFast</c>.</summary>
    FailsFast,
}
