using Rom.Abstractions;
using Rom.Forecasting.Plugins;

namespace RomHost.Execution;

/// <summary>A model in another process, of which this one has the description only.</summary>
internal abstract class DescribedModel : IWrappedModel, IEnsembleForecaster
{
    /// <inheritdoc/>
    public int Lag => Description.Lag;

    /// <inheritdoc/>
    public int LatentDimension => Description.LatentDimension;

    /// <inheritdoc/>
    public long ParameterCount => Description.ParameterCount;

    /// <inheritdoc/>
    public long ParameterBytes => Description.ParameterBytes;

    /// <inheritdoc/>
    public ModelComplexity Complexity => Description.Complexity;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics => Description.Diagnostics;

    /// <inheritdoc/>
    public IEnsembleForecaster? Ensemble => Description.ForecastsEnsembles ? this : null;

    /// <summary>The model's properties.</summary>
    protected abstract ModelDescription Description { get; }

    /// <inheritdoc/>
    public abstract void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast);

    /// <inheritdoc/>
    public abstract void ForecastEnsemble(
        ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble);

    /// <inheritdoc/>
    public abstract void Save(string directory);
}
