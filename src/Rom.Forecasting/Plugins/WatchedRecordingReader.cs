using Rom.Abstractions;

namespace Rom.Forecasting.Plugins;

/// <summary>A <see cref="WatchedSimulator"/> that reads recordings.</summary>
/// <param name="Reader">The simulator.</param>
/// <param name="Plugin">Its plugin.</param>
/// <param name="Name">The description of its work.</param>
internal sealed record WatchedRecordingReader(IRecordingReader Reader, string Plugin, string Name)
    : WatchedSimulator(Reader, Plugin, Name), IRecordingReader
{
    /// <inheritdoc/>
    public Trajectory Read(string path, IProgress<string>? warnings, CancellationToken cancellation)
    {
        using var work = Begin("the reading of a recording");
        return Reader.Read(path, warnings, cancellation);
    }
}
