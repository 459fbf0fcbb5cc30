using Rom.Forecasting.Plugins;

namespace RomHost.Benchmarking;

/// <summary>Makes a measurement that may fail, so that the others are still made.</summary>
/// <param name="cancellation">Ends the measuring.</param>
internal sealed class Attempt(CancellationToken cancellation)
{
    /// <summary>Measures.</summary>
    /// <param name="what">The name of the measurement in the note.</param>
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
