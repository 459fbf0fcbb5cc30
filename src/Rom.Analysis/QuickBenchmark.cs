using Rom.Abstractions;

namespace Rom.Analysis;

/// <summary>Profiles any forecast in one call and without a host.</summary>
public static class QuickBenchmark
{
    /// <summary>Profiles a forecast.</summary>
    /// <param name="modelName">The model's name.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="window">The window to forecast from [lag, latentDimension], oldest first.</param>
    /// <param name="trainingSeconds">Training time [s]; NaN where unknown.</param>
    /// <param name="parameterCount">Number of parameters.</param>
    /// <param name="latentDimension">Latent dimension r.</param>
    /// <param name="lag">Frames w of the window.</param>
    /// <param name="parameterBytes">Bytes of the parameters; default: eight for each.</param>
    /// <param name="complexity">The declared cost; default: not declared.</param>
    /// <param name="settings">Settings for timing inference; null for the defaults.</param>
    /// <param name="cancellation">Ends the profiling before the next sample.</param>
    /// <returns>
    /// The profile; <see cref="RuntimeProfile.ToJson"/> writes it. Its status is <c>failed</c> where the forecast
    /// throws.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The window does not have lag × latentDimension values, or a number is too small.
    /// </exception>
    /// <exception cref="OperationCanceledException">The profiling was cancelled.</exception>
    public static RuntimeProfile Run(
        string modelName, Forecast forecast, double[] window, double trainingSeconds, long parameterCount,
        int latentDimension, int lag, long? parameterBytes = null, ModelComplexity? complexity = null,
        BenchmarkSettings? settings = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latentDimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(lag, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        if (window.Length != (long)lag * latentDimension)
        {
            throw new ArgumentException(
                $"expected a window of {lag} × {latentDimension} values, found {window.Length}", nameof(window));
        }
        var model = new DelegateModel(
            forecast, lag, latentDimension, parameterCount, parameterBytes ?? sizeof(double) * parameterCount,
            complexity ?? new ModelComplexity(0, "not declared", "not declared", new Dictionary<string, long>()));
        return new RuntimeAnalyzer(TimeProvider.System).Profile(
            modelName, model, window, trainingSeconds, settings ?? new BenchmarkSettings(), cancellation);
    }
}
