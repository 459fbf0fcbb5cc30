using Rom.Abstractions;

namespace Rom.Analysis.Contests;

/// <summary>The cases in which models are compared, as contenders.</summary>
/// <remarks>
/// Each instance of a model is loaded from its files where they are known, so that instances differ in their place in
/// memory.
/// </remarks>
/// <param name="models">The models.</param>
/// <param name="steps">Steps of a full trajectory.</param>
internal sealed class ModelCases(IReadOnlyList<ContestModel> models, int steps) : IDisposable
{
    private const int Batch = 64;

    private readonly List<IDisposable> loaded = [];

    /// <summary>Returns the cases. The instances of a case are released when the next one begins.</summary>
    public IEnumerable<(string Name, IReadOnlyList<Contender> Contenders)> All()
    {
        yield return Case(CaseResult.OneStep, model => Forecasts(model, 1, 1));
        yield return Case("trajectory", model => Forecasts(model, steps, 1));
        yield return Case($"batch_of_{Batch}", model => Forecasts(model, 1, Batch));
        if (models.All(model => model.EndToEnd is not null))
            yield return Case(CaseResult.EndToEnd, model => model.EndToEnd!(Instance(model)));
        if (models.All(model => model.Load is not null)) yield return Case("cold_start", ColdStart);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var instance in loaded) instance.Dispose();
        loaded.Clear();
    }

    private (string Name, IReadOnlyList<Contender> Contenders) Case(string name, Func<ContestModel, Action> instance)
    {
        Dispose();
        return (name, [.. models.Select(model => Contender.Create(model.Name, () => instance(model)))]);
    }

    private IRomModel Instance(ContestModel model)
    {
        if (model.Load is null) return model.Model;
        var instance = model.Load();
        if (instance is IDisposable disposable) loaded.Add(disposable);
        return instance;
    }

    // The forecast goes through an interface to a buffer that outlives the call, so that the compiler cannot remove it.
    private Action Forecasts(ContestModel model, int horizon, int times)
    {
        var instance = Instance(model);
        double[][] windows = [.. model.Windows.Select(window => (double[])window.Clone())];
        var forecast = new double[checked(horizon * instance.LatentDimension)];
        int next = 0;
        return () =>
        {
            for (int k = 0; k < times; k++)
            {
                instance.Forecast(windows[next], horizon, forecast);
                next = next + 1 < windows.Length ? next + 1 : 0;
            }
        };
    }

    private static Action ColdStart(ContestModel model)
    {
        var forecast = new double[model.Model.LatentDimension];
        return () =>
        {
            IRomModel instance = model.Load!();
            instance.Forecast(model.Windows[0], 1, forecast);
            (instance as IDisposable)?.Dispose();
        };
    }
}
