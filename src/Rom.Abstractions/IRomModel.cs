using System.Collections.ObjectModel;

namespace Rom.Abstractions;

/// <summary>A trained reduced-order model: forecasts a latent trajectory from a window of it.</summary>
/// <remarks>Immutable and thread-safe: forecasts from several threads at once give the same bytes as one after the other.</remarks>
public interface IRomModel
{
    /// <summary>Frames w of the window that a forecast starts from.</summary>
    int Lag { get; }

    /// <summary>Latent dimension r.</summary>
    int LatentDimension { get; }

    /// <summary>Number of trained parameters, all that <see cref="Save"/> writes as such.</summary>
    long ParameterCount { get; }

    /// <summary>Bytes that these parameters take in the precision in which the model computes: doubles, unless it says otherwise.</summary>
    long ParameterBytes => sizeof(double) * ParameterCount;

    /// <summary>The cost that the model declares.</summary>
    ModelComplexity Complexity { get; }

    /// <summary>
    /// Facts about the fit by snake_case name, for the summary: <c>train_r2</c>, say. Values that are not finite are
    /// allowed and reported as missing. None, unless the model says otherwise.
    /// </summary>
    IReadOnlyDictionary<string, double> Diagnostics => ReadOnlyDictionary<string, double>.Empty;

    /// <summary>
    /// Forecasts in closed loop: each state is fed back as the newest frame of the next window. A forecast that overflows
    /// fills the rest with values that are not finite; it does not throw.
    /// </summary>
    /// <param name="window">The last w true states [w, r], oldest first, finite.</param>
    /// <param name="steps">Number of states to forecast, at least 1.</param>
    /// <param name="forecast">Receives the states [steps, r]; the caller's buffer.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, or the window holds a value that is not finite
    /// (see <see cref="ForecastArguments.Check"/>, which every model calls first).
    /// </exception>
    void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast);

    /// <summary>Writes the model into an existing folder; every file whole or not at all.</summary>
    /// <param name="directory">The model's folder.</param>
    void Save(string directory);
}
