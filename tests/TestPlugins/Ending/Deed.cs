using System.Runtime.InteropServices;

namespace Ending;

/// <summary>Acts as a plugin must not.</summary>
internal static class Deed
{
    /// <summary>
    /// Acts; the file that the environment variable <c>ENDING_MARK</c> names shows that it has begun.
    /// </summary>
    /// <param name="act">The act.</param>
    public static void Do(Act act)
    {
        if (act == Act.Nothing) return;
        if (Environment.GetEnvironmentVariable("ENDING_MARK") is { } mark) File.WriteAllText(mark, "");
        switch (act)
        {
            case Act.Hangs:
                Thread.Sleep(Timeout.Infinite);
                break;
            case Act.Exits:
                Environment.Exit(0);
                break;
            case Act.ExitsOnAThread:
                new Thread(() => Environment.Exit(0)).Start();
                Thread.Sleep(Timeout.Infinite);
                break;
            case Act.ExitsNatively:
                Exit(0);
                break;
            case Act.Vanishes:
                ExitAtOnce(0);
                break;
            case Act.ThrowsOnAThread:
                new Thread(() => throw new InvalidOperationException("a bug on a thread")).Start();
                Thread.Sleep(Timeout.Infinite);
                break;
            case Act.LeavesAThread:
                new Thread(() => Thread.Sleep(Timeout.Infinite)).Start();
                break;
            case Act.HangsAtTheEnd:
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Thread.Sleep(Timeout.Infinite);
                break;
            case Act.HangsInAFinalizer:
                Forgotten.Make();
                GC.Collect();
                break;
            case Act.ChangesTheCode:
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.ExitCode = 77;
                break;
            case Act.FailsFast:
                Environment.FailFast("a plugin gave up");
                break;
        }
    }

    [DllImport("libc", EntryPoint = "exit")]
    private static extern void Exit(int code);

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void ExitAtOnce(int code);

    private sealed class Forgotten
    {
        public static void Make() => _ = new Forgotten();

        ~Forgotten() => Thread.Sleep(Timeout.Infinite);
    }
}
