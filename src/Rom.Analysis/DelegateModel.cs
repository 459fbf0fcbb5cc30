using Rom.Abstractions;

namespace Rom.Analysis;

/// <summary>Adapts a forecast delegate to <see cref="IRomModel"/>.</summary>
internal sealed class DelegateModel(
    Forecast forecast, int lag, int latentDimension, long parameterCount, long parameterBytes,
    ModelComplexity complexity)
    : IRomModel
{
    /// <inheritdoc/>
    public int Lag => lag;

    /// <inheritdoc/>
    public int LatentDimension => latentDimension;

    /// <inheritdoc/>
    public long ParameterCount => parameterCount;

    /// <inheritdoc/>
    public long ParameterBytes => parameterBytes;

    /// <inheritdoc/>
    public ModelComplexity Complexity => complexity;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics { get; } = new Dictionary<string, double>();

    /// <summary>The delegate.</summary>
    public Forecast Source => forecast;

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> output) =>
        forecast(window, steps, output);

    /// <inheritdoc/>
    public void Save(string directory) => throw new NotSupportedException("a delegate cannot be saved");
}
