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
/// Monache et al., Monthly Weather Review 141, 2013, 3498–3516). With ŷ the forecast, ê what is predicted of its error,
/// ε_j the residual of one of these runs (<see cref="ErrorRegression"/>), ε̄ the mean of theirs and s the factors of
/// their spread (<see cref="ErrorSpread"/>), a member is
/// <code>ŷ + ê + ε̄ + s (ε_j − ε̄)</code>
/// Where all runs dress it s is 1, and if the ε_j are exchangeable with that of the forecast, the truth has any rank
/// among the members of distinct runs with the same probability. Of a rate, such as that of the shift, all this is of
/// its sums from the first step on: they are what is scored, and hardly depend on the single steps' chance.
/// </remarks>
internal sealed class DressedEnsemble : IEnsembleSource
{
    // Of the runs: fewer are more alike, and more of them show rare errors. Measured in docs/ensembles.md.
    private const double SimilarShare = 0.1;

    private readonly IReadOnlyList<IRomModel> models;
    private readonly ErrorPaths errors;
    private readonly ErrorPaths summed; // of rates the sums
    private readonly bool[] isRate;     // [r]
    private readonly ErrorRegression regression;
    private readonly ErrorSpread spread;
    private readonly int? without; // the path that is left out

    /// <summary>Dresses forecasts.</summary>
    /// <param name="models">
    /// The models over which members are spread evenly: at least one, of one lag and size.
    /// </param>
    /// <param name="errors">Errors of their forecasts.</param>
    /// <param name="rates">The coordinates that are rates; null for none.</param>
    public DressedEnsemble(IReadOnlyList<IRomModel> models, ErrorPaths errors, IEnumerable<int>? rates = null)
    {
        (this.models, this.errors) = (models, errors);
        isRate = new bool[errors.Dimension];
        foreach (int coordinate in rates ?? []) isRate[coordinate] = true;
        summed = errors.Summed(isRate);
        regression = new(summed);
        spread = new(summed, regression);
    }

    private DressedEnsemble(DressedEnsemble all, int? without)
    {
        (models, errors, summed, isRate) = (all.models, all.errors, all.summed, all.isRate);
        (regression, spread, this.without) = (all.regression, all.spread, without);
    }

    /// <summary>
    /// Returns ensembles that are not dressed with the errors of a run, and whose errors are predicted without it. Its
    /// part in the residuals of others, and in their spread, stays: one of hundreds.
    /// </summary>
    /// <param name="run">The run; without effect where there are no errors of it.</param>
    public DressedEnsemble Without(int run) => new(this, errors.PathOf(run));

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
        // Beyond all errors those of known steps are used again.
        double[] factors = spread.Factors(nearest.Length, Math.Min(steps, summed.LongestSteps)),
            shared = SharedError(window, nearest, factors);
        for (int b = 0; b < forecasts; b++)
        {
            var forecast = ensemble.Slice(b * length, length);
            forecast.Clear(); // a model that leaves some out must not get those of another
            models[b].Forecast(window.ToArray(), steps, forecast);
        }
        int[] drawn = Draw(nearest, members, seed);
        // The forecasts last: others are copies of them.
        for (int m = members - 1; m >= 0; m--)
        {
            var member = ensemble.Slice(m * length, length);
            if (m >= forecasts) ensemble.Slice(m % forecasts * length, length).CopyTo(member);
            AddError(drawn[m], shared, factors, member);
        }
    }

    // ê + (1 − s) ε̄, which is the same for all members [known steps, r].
    private double[] SharedError(ReadOnlySpan<double> window, int[] nearest, double[] factors)
    {
        int r = errors.Dimension;
        double[] shared = regression.Predict(window, factors.Length / r, without);
        var mean = new double[r];
        for (int k = 0; k < shared.Length / r; k++)
        {
            regression.MeanResidual(nearest, k, mean);
            for (int i = 0; i < r; i++) shared[k * r + i] += (1 - factors[k * r + i]) * mean[i];
        }
        return shared;
    }

    // ê + (1 − s) ε̄ + s ε_j, as the error of the path and what is changed of it: nothing where nothing is predicted
    // and s is 1. Of a rate it is the change of the sum less that of the sum before.
    private void AddError(int path, double[] shared, double[] factors, Span<double> member)
    {
        int r = errors.Dimension;
        double[] changed = new double[r], before = new double[r];
        for (int k = 0; k < member.Length / r; k++)
        {
            // Beyond all errors the rate is that of a known step again.
            int step = ErrorPaths.KnownStep(k, summed.LongestSteps);
            if (step == k) (before, changed) = (changed, before);
            else if (step == 0) Array.Clear(before);
            else ChangeOf(path, step - 1, shared, factors, before);
            ChangeOf(path, step, shared, factors, changed);
            var error = errors.At(path, k);
            for (int i = 0; i < r; i++) member[k * r + i] += error[i] + changed[i] - (isRate[i] ? before[i] : 0);
        }
    }

    private void ChangeOf(int path, int step, double[] shared, double[] factors, double[] change)
    {
        var residual = regression.ResidualAt(path, step);
        var whole = summed.At(path, step);
        int first = step * change.Length;
        for (int i = 0; i < change.Length; i++)
            change[i] = shared[first + i] + (factors[first + i] * residual[i] - whole[i]);
    }

    // Enough of them that members are of distinct runs, where there are so many.
    private int[] NearestTo(ReadOnlySpan<double> window, int members)
    {
        int count = errors.Count - (without is null ? 0 : 1);
        int share = (int)Math.Ceiling(SimilarShare * count);
        return errors.NearestTo(window, Math.Min(count, Math.Max(members, share)), without);
    }

    private static int[] Draw(int[] nearest, int members, ulong seed) =>
        [.. EvenDraw.Of(nearest.Length, members, new RandomStream(seed)).Select(drawn => nearest[drawn])];
}
