using Rom.Forecasting.Plugins;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;
using RomHost.Configuration;

namespace RomHost.Execution;

/// <summary>
/// A model that is loaded in a process of its own. After that process ends, the next forecast starts another, a few
/// times: a window on which the model fails costs one forecast.
/// </summary>
internal sealed class IsolatedModel : DescribedModel, IDisposable
{
    private const int MostEnds = 3;

    private readonly Lock turn = new();
    private readonly ExperimentContext context;
    private readonly ModelPlan plan;
    private readonly int? dimension;
    private ModelProcess? process;
    private ModelProcessException? lastEnd;
    private int ends;

    /// <summary>Loads a model.</summary>
    /// <param name="context">The experiment.</param>
    /// <param name="plan">The model.</param>
    /// <param name="dimension">Latent dimension of the data; null where unknown.</param>
    /// <exception cref="ModelProcessException">The model could not be loaded.</exception>
    public IsolatedModel(ExperimentContext context, ModelPlan plan, int? dimension)
    {
        (this.context, this.plan, this.dimension) = (context, plan, dimension);
        (process, Description) = Start();
    }

    /// <inheritdoc/>
    protected override ModelDescription Description { get; }

    /// <inheritdoc/>
    public override void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        lock (turn)
        {
            try
            {
                Started().Forecast(window, steps, forecast);
            }
            catch (ModelProcessException e) when (e.HasEnded)
            {
                Forget(e);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public override void ForecastEnsemble(
        ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
    {
        lock (turn)
        {
            try
            {
                Started().ForecastEnsemble(window, steps, members, seed, ensemble);
            }
            catch (ModelProcessException e) when (e.HasEnded)
            {
                Forget(e);
                throw;
            }
        }
    }

    /// <summary>Not supported here: the process that trained the model saved it.</summary>
    /// <param name="directory">The model's folder.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Save(string directory) =>
        throw new NotSupportedException("a model in a process of its own is saved by the process that trained it");

    /// <inheritdoc/>
    public void Dispose() => process?.Dispose();

    private ModelProcess Started() => ends < MostEnds
        ? process ??= Start().Process
        : throw new ModelProcessException(
            $"its process ended {NumberText.Count(ends, "time")} and is not started again; "
            + $"the last time: {lastEnd!.Message}",
            "");

    private void Forget(ModelProcessException end)
    {
        process?.Dispose();
        (process, lastEnd, ends) = (null, end, ends + 1);
    }

    private (ModelProcess Process, ModelDescription Description) Start()
    {
        var started = new ModelProcess(context, plan);
        try
        {
            return (started, started.Load(dimension));
        }
        catch
        {
            started.Dispose();
            throw;
        }
    }
}
