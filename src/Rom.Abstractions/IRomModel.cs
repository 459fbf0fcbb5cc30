using System.Collections.ObjectModel;

namespace Rom.Abstractions;

/// <summary>A trained reduced-order model, which forecasts a latent trajectory from a window of it.</summary>
/// <remarks>Immutable and thread-safe: concurrent forecasts give the same bytes as sequential ones.</remarks>
public interface IRomModel
{
    /// <summary>Number w of frames in the window that starts a forecast.</summary>
    int Lag { get; }

    /// <summary>Latent dimension r.</summary>
    int LatentDimension { get; }

    /// <summary>Number of trained parameters, as <see cref="Save"/> writes them.</summary>
    long ParameterCount { get; }

    /// <summary>
    /// Bytes of these parameters in the precision in which the model computes; by default that of doubles.
    /// </summary>
    long ParameterBytes => sizeof(double) * ParameterCount;

    /// <summary>The cost that the model declares.</summary>
    ModelComplexity Complexity { get; }

    /// <summary>
    /// Facts about the fit by snake_case name, for the summary, such as <c>train_r2</c>. Non-finite values are allowed
    /// and reported as missing. Empty by default.
    /// </summary>
    IReadOnlyDictionary<string, double> Diagnostics => ReadOnlyDictionary<string, double>.Empty;

    /// <summary>
    /// Forecasts in closed loop: each state is fed back as the newest frame of the next window. A forecast that
    /// overflows fills the rest with non-finite values and does not throw.
    /// </summary>
    /// <param name="window">The last w true states [w, r], oldest first, finite.</param>
    /// <param name="steps">Number of states to forecast, at least 1.</param>
    /// <param name="forecast">Receives the states [steps, r]; the caller's buffer.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, or the window holds a non-finite value (see <see cref="ForecastArguments.Check"/>, which
    /// every model calls first).
    /// </exception>
    void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast);

    /// <summary>Writes the model into an existing folder. Each file is written completely or not at all.</summary>
    /// <param name="directory">The model's folder.</param>
    void Save(string directory);
}
