using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// Makes ensembles of models that forecast none: each member is a model's forecast plus the errors of a whole forecast
/// of another run, of as many runs as there are. Thread-safe where the models are.
/// </summary>
/// <remarks>
/// Dressing (Roulston and Smith, Tellus 55A, 2003, 16–30): it asks nothing of the model, whose forecast need not be a
/// closed loop. The spread of members depends on the lead, not on the window. Where the errors are exchangeable with
/// that of the forecast, the truth has any rank among the members of distinct runs with the same probability.
/// </remarks>
/// <param name="models">The models over which members are spread evenly: at least one, of one lag and size.</param>
/// <param name="errors">Errors of their forecasts.</param>
internal sealed class DressedEnsemble(IReadOnlyList<IRomModel> models, ErrorPaths errors) : IEnsembleSource
{
    /// <summary>Returns the run whose errors each member has.</summary>
    /// <param name="members">Number m of members.</param>
    /// <param name="seed">Seed of the draws.</param>
    public IReadOnlyList<int> RunsOf(int members, ulong seed) =>
        [.. EvenDraw.Of(errors.Count, members, new RandomStream(seed)).Select(errors.RunOf)];

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
    {
        ForecastArguments.CheckEnsemble(models[0], window, steps, members, ensemble);
        int length = steps * models[0].LatentDimension, forecasts = Math.Min(models.Count, members);
        for (int b = 0; b < forecasts; b++)
        {
            var forecast = ensemble.Slice(b * length, length);
            forecast.Clear(); // a model that leaves some out must not get those of another
            models[b].Forecast(window.ToArray(), steps, forecast);
        }
        int[] drawn = EvenDraw.Of(errors.Count, members, new RandomStream(seed));
        // The forecasts last: others are copies of them.
        for (int m = members - 1; m >= 0; m--)
        {
            var member = ensemble.Slice(m * length, length);
            if (m >= forecasts) ensemble.Slice(m % forecasts * length, length).CopyTo(member);
            errors.AddTo(drawn[m], member);
        }
    }
}
