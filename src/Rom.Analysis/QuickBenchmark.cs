using Rom.Abstractions;

namespace Rom.Analysis;

/// <summary>Forecasts in closed loop from a window into the caller's buffer.</summary>
/// <param name="window">The last states [w, r], oldest first.</param>
/// <param name="steps">Number of states to forecast.</param>
/// <param name="forecast">Receives the states [steps, r].</param>
public delegate void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast);

/// <summary>Profiles anything that forecasts, in one call and without a host.</summary>
public static class QuickBenchmark
{
    /// <summary>Profiles a forecast.</summary>
    /// <param name="modelName">The model's name.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="window">The window to forecast from [lag, latentDimension], oldest first.</param>
    /// <param name="trainingSeconds">How long training took [s].</param>
    /// <param name="parameterCount">Number of parameters.</param>
    /// <param name="latentDimension">Latent dimension r.</param>
    /// <param name="lag">Frames w of the window.</param>
    /// <param name="parameterBytes">Bytes that the parameters take; default: eight for each.</param>
    /// <param name="complexity">The declared cost; default: not declared.</param>
    /// <param name="settings">How inference is timed; null for the defaults.</param>
    /// <returns>The profile; <see cref="RuntimeProfile.ToJson"/> writes it.</returns>
    /// <exception cref="ArgumentException">The window is not of lag × latentDimension values.</exception>
    public static RuntimeProfile Run(
        string modelName, Forecast forecast, double[] window, double trainingSeconds, long parameterCount, int latentDimension,
        int lag, long? parameterBytes = null, ModelComplexity? complexity = null, BenchmarkSettings? settings = null)
    {
        if (window.Length != lag * latentDimension)
            throw new ArgumentException($"expected a window of {lag} × {latentDimension} values, found {window.Length}", nameof(window));
        var model = new DelegateModel(
            forecast, lag, latentDimension, parameterCount, parameterBytes ?? sizeof(double) * parameterCount,
            complexity ?? new ModelComplexity(0, "not declared", "not declared", new Dictionary<string, long>()));
        return new RuntimeAnalyzer(TimeProvider.System).Profile(
            modelName, model, window, trainingSeconds, settings ?? new BenchmarkSettings());
    }

    private sealed class DelegateModel(
        Forecast forecast, int lag, int latentDimension, long parameterCount, long parameterBytes, ModelComplexity complexity) : IRomModel
    {
        public int Lag => lag;

        public int LatentDimension => latentDimension;

        public long ParameterCount => parameterCount;

        public long ParameterBytes => parameterBytes;

        public ModelComplexity Complexity => complexity;

        public IReadOnlyDictionary<string, double> Diagnostics => new Dictionary<string, double>();

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> output) => forecast(window, steps, output);

        public void Save(string directory) => throw new NotSupportedException("a delegate cannot be saved");
    }
}
