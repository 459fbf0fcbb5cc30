using System.Runtime.InteropServices;
using Rom.Forecasting.Work;
using RomHost.Ending;
using RomHost.Progress;

namespace RomHost.Cli;

/// <summary>
/// Turns Ctrl-C and SIGTERM into a cancellation, and names the current work where it does not check for it; a second
/// signal ends the process at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    // Work that checks its token ends within this time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    // Limits how often successive works are named.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly bool atOnce;
    private readonly CancellationTokenSource source = new();
    private readonly ManualResetEventSlim over = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private int exitCode;

    /// <summary>Starts listening.</summary>
    /// <param name="atOnce">
    /// Whether the first signal ends the process, since nothing has to be finished or cleaned up.
    /// </param>
    public StopSignals(bool atOnce)
    {
        this.atOnce = atOnce;
        interrupt = Listen(PosixSignal.SIGINT, Cli.ExitCode.Interrupted);
        terminate = Listen(PosixSignal.SIGTERM, Cli.ExitCode.Terminated);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The exit code for the signal.</summary>
    public int ExitCode => exitCode;

    /// <inheritdoc/>
    public void Dispose()
    {
        over.Set();
        interrupt.Dispose();
        terminate.Dispose();
        // The sources of token and event are not disposed: a signal that arrives now, or a plugin's thread, may still
        // use them.
    }

    private PosixSignalRegistration Listen(PosixSignal signal, int code) =>
        PosixSignalRegistration.Create(signal, context => Stop(context, code));

    // The runtime calls this on a thread of its own for each signal.
    private void Stop(PosixSignalContext context, int code)
    {
        context.Cancel = true;
        bool isFirst = Interlocked.CompareExchange(ref exitCode, code, 0) == 0;
        if (atOnce || !isFirst)
        {
            HostExit.Now(code, () =>
            {
                ProgressDisplay.Current.Leave();
                Console.Error.WriteLine("stopped");
            });
        }
        new Thread(SayWhatIsWaitedFor) { IsBackground = true, Name = "stop" }.Start();
        try
        {
            source.Cancel();
        }
        catch (AggregateException)
        {
            // A cancellation callback of a plugin threw: its work may continue, and is waited for.
        }
    }

    private void SayWhatIsWaitedFor()
    {
        string? said = null;
        while (!over.Wait(said is null ? Patience : Silence))
        {
            string work = WorkUnderWay.Names(WorkUnderWay.Innermost) ?? "the end of the command";
            if (work != said) ProgressDisplay.Current.Warn($"waiting for {work}; again to stop at once");
            said = work;
        }
    }
}
