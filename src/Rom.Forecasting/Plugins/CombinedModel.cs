using Rom.Abstractions;

namespace Rom.Forecasting.Plugins;

/// <summary>A combined model with its members, which it saves too.</summary>
/// <param name="combined">The model.</param>
/// <param name="members">Name and model of each member.</param>
internal sealed class CombinedModel(IRomModel combined, IReadOnlyList<(string Name, IRomModel Model)> members)
    : IWrappedModel, IDisposable
{
    /// <inheritdoc/>
    public int Lag => combined.Lag;

    /// <inheritdoc/>
    public int LatentDimension => combined.LatentDimension;

    /// <inheritdoc/>
    public IEnsembleForecaster? Ensemble => combined as IEnsembleForecaster;

    /// <inheritdoc/>
    public long ParameterCount => combined.ParameterCount + members.Sum(member => member.Model.ParameterCount);

    /// <inheritdoc/>
    public long ParameterBytes => combined.ParameterBytes + members.Sum(member => member.Model.ParameterBytes);

    /// <inheritdoc/>
    public ModelComplexity Complexity => combined.Complexity;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics => combined.Diagnostics;

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast) =>
        combined.Forecast(window, steps, forecast);

    /// <inheritdoc/>
    public void Save(string directory)
    {
        foreach (var (name, model) in members)
        {
            string folder = Path.Combine(directory, CombinedTrainer.MembersFolder, name);
            Directory.CreateDirectory(folder);
            model.Save(folder);
        }
        combined.Save(directory);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (combined as IDisposable)?.Dispose();
        foreach (var (_, model) in members) (model as IDisposable)?.Dispose();
    }
}
