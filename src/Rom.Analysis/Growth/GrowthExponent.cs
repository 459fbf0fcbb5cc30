using Rom.Analysis.Contests;
using Rom.Numerics.Statistics;

namespace Rom.Analysis.Growth;

/// <summary>The growth of a time t with a quantity n over several sizes: the exponent k of t ∝ nᵏ.</summary>
/// <param name="Work">The timed work: <c>forecast</c>, <c>step</c> or <c>training</c>.</param>
/// <param name="Quantity">
/// The quantity that grows: <c>horizon</c>, <c>latent_dimension</c>, <c>lag</c> or <c>training_windows</c>.
/// </param>
/// <param name="Sizes">Its sizes, ascending.</param>
/// <param name="MedianSeconds">The median time at each [s].</param>
/// <param name="Exponent">The median over the rounds of the slope of ln t on ln n by least squares.</param>
/// <param name="Low">Lower end of its interval; NaN where the rounds are too few.</param>
/// <param name="High">Upper end.</param>
/// <param name="Declared">The exponent that follows from the plugin's declaration; null where it declares none.</param>
/// <param name="Disagrees">
/// Whether the declared exponent is further than <see cref="Tolerance"/> from the interval; null where either is
/// unknown.
/// </param>
public sealed record GrowthExponent(
    string Work, string Quantity, IReadOnlyList<double> Sizes, IReadOnlyList<double> MedianSeconds, double Exponent,
    double Low, double High, double? Declared, bool? Disagrees)
{
    /// <summary>
    /// The tolerated difference: on a quiet machine intervals are narrow, and no power law is exact over few sizes.
    /// </summary>
    public const double Tolerance = 0.2;

    /// <summary>Computes the exponent from rounds.</summary>
    /// <param name="work">The timed work.</param>
    /// <param name="quantity">The quantity that grows.</param>
    /// <param name="sizes">Its sizes, ascending, at least two [k].</param>
    /// <param name="rounds">The time at each size, for each round [rounds][k] [s], each above 0.</param>
    /// <param name="confidence">Confidence of the interval, above 0 and below 1.</param>
    /// <param name="declared">The declared exponent, if any.</param>
    /// <exception cref="ArgumentException">There is no round, or there are fewer than two sizes.</exception>
    public static GrowthExponent Of(
        string work, string quantity, IReadOnlyList<double> sizes, IReadOnlyList<double[]> rounds, double confidence,
        double? declared)
    {
        if (rounds.Count == 0) throw new ArgumentException("expected at least one round, found none", nameof(rounds));
        double[] slopes = [.. rounds.Select(round => Slope(sizes, round))];
        double[] medians = [.. sizes.Select((_, k) => Median.Of([.. rounds.Select(round => round[k])]))];
        var interval = MedianInterval.Of(slopes, confidence);
        bool isKnown = double.IsFinite(interval.Low) && double.IsFinite(interval.High);
        return new GrowthExponent(
            work, quantity, sizes, medians, interval.Median,
            isKnown ? interval.Low : double.NaN, isKnown ? interval.High : double.NaN, declared,
            isKnown && declared is { } k ? k < interval.Low - Tolerance || k > interval.High + Tolerance : null);
    }

    /// <summary>
    /// Computes the exponent of the time that a forecast gains from horizon to horizon. A fixed cost, such as that of
    /// processing the window, is in none of the gains: with c(n) = gain / steps gained, at the geometric mean n of both
    /// horizons, the exponent is 1 + the slope of ln c on ln n.
    /// </summary>
    /// <param name="work">The timed work.</param>
    /// <param name="quantity">The quantity that grows.</param>
    /// <param name="sizes">Its sizes, ascending, at least three [k].</param>
    /// <param name="rounds">The time at each size, for each round [rounds][k] [s].</param>
    /// <param name="confidence">Confidence of the interval, above 0 and below 1.</param>
    /// <param name="declared">The declared exponent, if any.</param>
    /// <exception cref="ArgumentException">
    /// There are fewer than three sizes, or in no round the times rise with the size.
    /// </exception>
    public static GrowthExponent OfGains(
        string work, string quantity, IReadOnlyList<double> sizes, IReadOnlyList<double[]> rounds, double confidence,
        double? declared)
    {
        if (sizes.Count < 3)
            throw new ArgumentException($"expected three sizes or more, found {sizes.Count}", nameof(sizes));
        int gains = sizes.Count - 1;
        double[] middles = [.. Enumerable.Range(0, gains).Select(k => Math.Sqrt(sizes[k] * sizes[k + 1]))];
        // The times of a power law without the fixed cost, up to a factor: n · c(n).
        var rising = rounds.Where(round => Enumerable.Range(0, gains).All(k => round[k + 1] > round[k]))
            .Select(round => Enumerable.Range(0, gains)
                .Select(k => middles[k] * (round[k + 1] - round[k]) / (sizes[k + 1] - sizes[k])).ToArray());
        double[][] powers = [.. rising];
        if (powers.Length == 0)
            throw new ArgumentException("expected times that rise with the size, found none", nameof(rounds));
        return Of(work, quantity, middles, powers, confidence, declared) with
        {
            Sizes = sizes,
            MedianSeconds = [.. sizes.Select((_, k) => Median.Of([.. rounds.Select(round => round[k])]))],
        };
    }

    /// <summary>Computes the slope of ln y on ln x by least squares.</summary>
    /// <param name="x">Sizes above 0, not all equal.</param>
    /// <param name="y">Values above 0, one for each size.</param>
    /// <exception cref="ArgumentException">There are fewer than two sizes, or not as many values.</exception>
    public static double Slope(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        return LeastSquares.Slope([.. x.Select(value => Math.Log(value))], [.. y.Select(value => Math.Log(value))]);
    }
}
