
namespace RomHost.Progress;

/// <summary>Shows warnings only.</summary>
/// <param name="output">The output.</param>
internal sealed class QuietProgressDisplay(TextWriter output) : IProgressDisplay
{
    /// <inheritdoc/>
    public IProgressTask Begin(string title, double total, string unit) => new Nothing();

    /// <inheritdoc/>
    public void Say(string message)
    {
    }

    /// <inheritdoc/>
    public void Warn(string message) => output.WriteLine("warning: " + message);

    private sealed class Nothing : IProgressTask
    {
        public void Report(double completed, string? note = null)
        {
        }

        public void Advance()
        {
        }

        public void Kept()
        {
        }

        public void Dispose()
        {
        }
    }
}
