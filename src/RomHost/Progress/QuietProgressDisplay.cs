namespace RomHost.Progress;

/// <summary>Shows warnings only.</summary>
/// <param name="output">The output.</param>
internal sealed class QuietProgressDisplay(TextWriter output) : IProgressDisplay
{
    /// <inheritdoc/>
    public IProgressTask Begin(string title, double total, string unit) => new SilentProgressTask();

    /// <inheritdoc/>
    public void Say(string message)
    {
    }

    /// <inheritdoc/>
    public void Warn(string message) => output.WriteLine("warning: " + message);
}
