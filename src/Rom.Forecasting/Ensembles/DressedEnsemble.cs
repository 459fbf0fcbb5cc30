using System.Numerics.Tensors;
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
/// Monache et al., Monthly Weather Review 141, 2013, 3498–3516). With ŷ the forecast, e_j the error of one of these
/// runs, ē the mean of theirs and s the factors of their spread (<see cref="ErrorSpread"/>), a member is
/// <code>ŷ + ē + s (e_j − ē)</code>
/// Where all runs dress it s is 1, and if their errors are exchangeable with that of the forecast, the truth has any
/// rank among the members of distinct runs with the same probability.
/// </remarks>
internal sealed class DressedEnsemble : IEnsembleSource
{
    // Of the runs: fewer are more alike, and more of them show rare errors. Measured in docs/ensembles.md.
    private const double SimilarShare = 0.1;

    private readonly IReadOnlyList<IRomModel> models;
    private readonly ErrorPaths errors;
    private readonly ErrorSpread spread;

    /// <summary>Dresses forecasts.</summary>
    /// <param name="models">
    /// The models over which members are spread evenly: at least one, of one lag and size.
    /// </param>
    /// <param name="errors">Errors of their forecasts.</param>
    public DressedEnsemble(IReadOnlyList<IRomModel> models, ErrorPaths errors)
        : this(models, errors, new ErrorSpread(errors))
    {
    }

    private DressedEnsemble(IReadOnlyList<IRomModel> models, ErrorPaths errors, ErrorSpread spread) =>
        (this.models, this.errors, this.spread) = (models, errors, spread);

    /// <summary>Returns ensembles without the errors of a run, which are spread as those of all are.</summary>
    /// <param name="run">The run; without effect where there are no errors of it.</param>
    public DressedEnsemble Without(int run) => new(models, errors.Without(run), spread);

    /// <summary>Returns the run whose errors each member has.</summary>
    /// <param name="window">The last w states [w, r].</param>
    /// <param name="members">Number m of members.</param>
    /// <param name="seed">Seed of the draws.</param>
    public IReadOnlyList<int> RunsOf(ReadOnlySpan<double> window, int members, ulong seed) =>
        [.. Draw(NearestTo(window, members), members, seed).Select(errors.RunOf)];

    /// <summary>The number of steps of a run's errors.</summary>
    /// <param name="run">A run that has some.</param>
    public int StepsOf(int run) => errors.StepsOf(run);

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
    {
        ForecastArguments.CheckEnsemble(models[0], window, steps, members, ensemble);
        int length = steps * models[0].LatentDimension, forecasts = Math.Min(models.Count, members);
        int[] nearest = NearestTo(window, members);
        double[] factors = spread.Factors(nearest.Length, steps), shift = ShiftOf(nearest, factors);
        for (int b = 0; b < forecasts; b++)
        {
            var forecast = ensemble.Slice(b * length, length);
            forecast.Clear(); // a model that leaves some out must not get those of another
            models[b].Forecast(window.ToArray(), steps, forecast);
            TensorPrimitives.Add(forecast, shift, forecast);
        }
        int[] drawn = Draw(nearest, members, seed);
        // The forecasts last: others are copies of them.
        for (int m = members - 1; m >= 0; m--)
        {
            var member = ensemble.Slice(m * length, length);
            if (m >= forecasts) ensemble.Slice(m % forecasts * length, length).CopyTo(member);
            AddError(drawn[m], factors, member);
        }
    }

    // (1 − s) ē, which is the same for all members.
    private double[] ShiftOf(int[] nearest, double[] factors)
    {
        int r = errors.Dimension;
        var shift = new double[factors.Length];
        for (int k = 0; k < factors.Length / r; k++)
        {
            errors.MeanOf(nearest, k, shift.AsSpan(k * r, r));
            for (int i = k * r; i < (k + 1) * r; i++) shift[i] *= 1 - factors[i];
        }
        return shift;
    }

    // + s e_j
    private void AddError(int path, double[] factors, Span<double> member)
    {
        int r = errors.Dimension;
        for (int k = 0; k < member.Length / r; k++)
        {
            var error = errors.At(path, k);
            for (int i = 0; i < r; i++) member[k * r + i] += factors[k * r + i] * error[i];
        }
    }

    // Enough of them that members are of distinct runs, where there are so many.
    private int[] NearestTo(ReadOnlySpan<double> window, int members)
    {
        int share = (int)Math.Ceiling(SimilarShare * errors.Count);
        return errors.NearestTo(window, Math.Min(errors.Count, Math.Max(members, share)));
    }

    private static int[] Draw(int[] nearest, int members, ulong seed) =>
        [.. EvenDraw.Of(nearest.Length, members, new RandomStream(seed)).Select(drawn => nearest[drawn])];
}
