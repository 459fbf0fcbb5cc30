using Rom.Forecasting.Plugins;

namespace RomHost.Benchmarking;

/// <summary>Measures what may fail, so that the rest is measured all the same.</summary>
/// <param name="cancellation">Ends the measuring.</param>
internal sealed class Attempt(CancellationToken cancellation)
{
    /// <summary>Measures.</summary>
    /// <param name="what">What is measured, as the note says it.</param>
    /// <param name="measure">Measures it.</param>
    /// <param name="notes">Receives a note where it failed.</param>
    /// <returns>The measurement, or the default where it failed.</returns>
    public T? Measure<T>(string what, Func<T> measure, List<string> notes)
    {
        try
        {
            return measure();
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            notes.Add($"{what} was not measured: {PluginFailure.Message(e)}");
            return default;
        }
    }
}
