using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// Makes ensembles of models that forecast none: each member is a model's forecast plus the errors of a whole forecast
/// of another run, one of those that began most alike. Thread-safe where the models are.
/// </summary>
/// <remarks>
/// Dressing (Roulston and Smith, Tellus 55A, 2003, 16–30): it asks nothing of the model, whose forecast need not be a
/// closed loop. Runs that began from similar windows have errors of a similar size and shape: the nearest tenth of
/// them dress it, as many as there are members at least (as the errors of like forecasts of the past do in Delle
/// Monache et al., Monthly Weather Review 141, 2013, 3498–3516). Where the errors are exchangeable with that of the
/// forecast, the truth has any rank among the members of distinct runs with the same probability.
/// </remarks>
/// <param name="models">The models over which members are spread evenly: at least one, of one lag and size.</param>
/// <param name="errors">Errors of their forecasts.</param>
internal sealed class DressedEnsemble(IReadOnlyList<IRomModel> models, ErrorPaths errors) : IEnsembleSource
{
    // Of the runs: fewer are more alike, and more of them show rare errors. Measured in docs/ensembles.md.
    private const double SimilarShare = 0.1;

    /// <summary>Returns the run whose errors each member has.</summary>
    /// <param name="window">The last w states [w, r].</param>
    /// <param name="members">Number m of members.</param>
    /// <param name="seed">Seed of the draws.</param>
    public IReadOnlyList<int> RunsOf(ReadOnlySpan<double> window, int members, ulong seed) =>
        [.. Draw(window, members, seed).Select(errors.RunOf)];

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
        int[] drawn = Draw(window, members, seed);
        // The forecasts last: others are copies of them.
        for (int m = members - 1; m >= 0; m--)
        {
            var member = ensemble.Slice(m * length, length);
            if (m >= forecasts) ensemble.Slice(m % forecasts * length, length).CopyTo(member);
            errors.AddTo(drawn[m], member);
        }
    }

    // Enough of them that members are of distinct runs, where there are so many.
    private int[] Draw(ReadOnlySpan<double> window, int members, ulong seed)
    {
        int count = Math.Min(errors.Count, Math.Max(members, (int)Math.Ceiling(SimilarShare * errors.Count)));
        int[] nearest = errors.NearestTo(window, count);
        return [.. EvenDraw.Of(nearest.Length, members, new RandomStream(seed)).Select(drawn => nearest[drawn])];
    }
}
