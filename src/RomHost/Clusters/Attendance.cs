using RomHost.Artifacts;

namespace RomHost.Clusters;

/// <summary>
/// Tells other processes, on any machine, that this one submits a submission, or works on it: a file that it writes
/// every few seconds, and removes at the end.
/// </summary>
/// <remarks>
/// A process that was killed is known by its silence, since a number of a process says nothing on another machine.
/// </remarks>
internal sealed class Attendance : IDisposable
{
    private readonly Lock access = new(); // guards the file
    private readonly string path;
    private readonly string identity;
    private readonly Timer timer;
    private bool isOver;

    /// <summary>Begins.</summary>
    /// <param name="path">The file (<see cref="ClusterFolder.ProcessOf"/>).</param>
    /// <param name="identity">The digest of what the submission's artifacts are made from.</param>
    public Attendance(string path, string identity)
    {
        (this.path, this.identity) = (path, identity);
        Write();
        var beat = WorkingProcess.LongestSilence / 6;
        timer = new Timer(_ => Try(Write), null, beat, beat);
    }

    /// <summary>Returns whether a process attends to a submission.</summary>
    /// <param name="path">The file.</param>
    /// <param name="now">The present time, UTC; the clocks of machines differ by less than the longest silence.</param>
    public static bool IsAt(string path, DateTime now) =>
        WorkingProcess.Read(path) is { } process && (process.IsAliveHere || !process.IsSilent(now));

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        lock (access)
        {
            isOver = true;
            Try(() => File.Delete(path));
        }
    }

    private static void Try(Action access)
    {
        try
        {
            access();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full or missing disk: the work itself will report it.
        }
    }

    // The file system gives the file its time.
    private void Write()
    {
        lock (access)
        {
            if (!isOver) File.WriteAllText(path, WorkingProcess.Current(identity).Text);
        }
    }
}
