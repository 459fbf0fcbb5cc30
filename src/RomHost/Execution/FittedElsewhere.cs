namespace RomHost.Execution;

/// <summary>
/// A model that was trained in a process of its own and is kept there, unsaved: it ends with that process.
/// </summary>
/// <param name="process">The process.</param>
/// <param name="description">The model's properties.</param>
internal sealed class FittedElsewhere(ModelProcess process, ModelDescription description) : DescribedModel, IDisposable
{
    private readonly Lock turn = new();

    /// <inheritdoc/>
    protected override ModelDescription Description => description;

    /// <inheritdoc/>
    public override void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        lock (turn) process.Forecast(window, steps, forecast);
    }

    /// <inheritdoc/>
    public override void ForecastEnsemble(
        ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
    {
        lock (turn) process.ForecastEnsemble(window, steps, members, seed, ensemble);
    }

    /// <summary>Not supported: the model is only judged.</summary>
    /// <param name="directory">A folder.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Save(string directory) =>
        throw new NotSupportedException("a model that is only judged is not saved");

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();
}
