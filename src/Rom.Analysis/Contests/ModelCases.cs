using Rom.Abstractions;

namespace Rom.Analysis.Contests;

/// <summary>The cases in which models stand against each other, as contenders.</summary>
internal static class ModelCases
{
    private const int Batch = 64;

    /// <summary>The cases of some models.</summary>
    /// <param name="models">The models.</param>
    /// <param name="steps">Steps of a full trajectory.</param>
    public static IEnumerable<(string Name, IReadOnlyList<Contender> Contenders)> Of(IReadOnlyList<ContestModel> models, int steps)
    {
        yield return ("one_step", [.. models.Select(model => new Contender(model.Name, Forecasts(model, 1, 1)))]);
        yield return ("trajectory", [.. models.Select(model => new Contender(model.Name, Forecasts(model, steps, 1)))]);
        yield return ($"batch_of_{Batch}", [.. models.Select(model => new Contender(model.Name, Forecasts(model, 1, Batch)))]);
        if (models.All(model => model.EndToEnd is not null))
            yield return ("restrict_forecast_lift", [.. models.Select(model => new Contender(model.Name, model.EndToEnd!))]);
        if (models.All(model => model.Load is not null))
            yield return ("cold_start", [.. models.Select(model => new Contender(model.Name, ColdStart(model)))]);
    }

    // The forecast goes to a buffer that outlives the call, through an interface: no compiler may leave it out.
    private static Action Forecasts(ContestModel model, int steps, int times)
    {
        var forecast = new double[checked(steps * model.Model.LatentDimension)];
        int next = 0;
        return () =>
        {
            for (int k = 0; k < times; k++)
            {
                model.Model.Forecast(model.Windows[next], steps, forecast);
                next = next + 1 < model.Windows.Count ? next + 1 : 0;
            }
        };
    }

    private static Action ColdStart(ContestModel model)
    {
        var forecast = new double[model.Model.LatentDimension];
        return () =>
        {
            IRomModel loaded = model.Load!();
            loaded.Forecast(model.Windows[0], 1, forecast);
            (loaded as IDisposable)?.Dispose();
        };
    }
}
