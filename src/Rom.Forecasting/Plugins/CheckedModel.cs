using Rom.Abstractions;

namespace Rom.Forecasting.Plugins;

/// <summary>
/// A plugin's model with the window and dimension that were checked, whatever its properties return later: buffers are
/// sized by them.
/// </summary>
/// <param name="model">The plugin's model.</param>
/// <param name="lag">Frames w of its window.</param>
/// <param name="latentDimension">Latent dimension r.</param>
internal sealed class CheckedModel(IRomModel model, int lag, int latentDimension) : IWrappedModel, IDisposable
{
    /// <inheritdoc/>
    public int Lag => lag;

    /// <inheritdoc/>
    public int LatentDimension => latentDimension;

    /// <summary>The plugin's model where it is a linear recursion that shows its coefficients; else null.</summary>
    public ILinearModel? Linear => model as ILinearModel;

    /// <inheritdoc/>
    public IEnsembleForecaster? Ensemble => IWrappedModel.EnsembleOf(model);

    /// <inheritdoc/>
    public long ParameterCount => model.ParameterCount;

    /// <inheritdoc/>
    public long ParameterBytes => model.ParameterBytes;

    /// <inheritdoc/>
    public ModelComplexity Complexity => model.Complexity;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics => model.Diagnostics;

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast) =>
        model.Forecast(window, steps, forecast);

    /// <inheritdoc/>
    public void Save(string directory) => model.Save(directory);

    /// <inheritdoc/>
    public void Dispose() => (model as IDisposable)?.Dispose();
}
