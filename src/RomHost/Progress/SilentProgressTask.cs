namespace RomHost.Progress;

/// <summary>A piece of work that is not shown.</summary>
internal sealed class SilentProgressTask : IProgressTask
{
    /// <inheritdoc/>
    public void Report(double completed, string? note = null)
    {
    }

    /// <inheritdoc/>
    public void Advance()
    {
    }

    /// <inheritdoc/>
    public void Kept()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
