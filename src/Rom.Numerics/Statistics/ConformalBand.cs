using Rom.Numerics.Ensembles;

namespace Rom.Numerics.Statistics;

/// <summary>
/// Intervals about the forecast of a path, by the distances of calibration paths from their forecasts (split conformal
/// prediction, <see cref="ConformalQuantile"/>). Immutable.
/// </summary>
/// <remarks>
/// Calibration paths and the new one are exchangeable, as runs of one distribution are that nothing was fitted to.
/// Where they are too few for the level, and after their last lead, an interval is infinite.
/// </remarks>
public sealed class ConformalBand
{
    private readonly double[] radii;

    private ConformalBand(double[] radii, double alpha) => (this.radii, Alpha) = (radii, alpha);

    /// <summary>The probability α of a truth outside.</summary>
    public double Alpha { get; }

    /// <summary>The number of leads of the calibration paths.</summary>
    public int Leads => radii.Length;

    /// <summary>
    /// Calibrates each lead by itself: at each lead the truth lies outside with a probability of at most α.
    /// </summary>
    /// <param name="distances">
    /// Distances of truth and forecast [n, leads], one calibration path after the other, not negative; ∞ from where on
    /// a forecast failed.
    /// </param>
    /// <param name="leads">The number of leads, at least 1.</param>
    /// <param name="alpha">The level α, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a distance is negative or NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static ConformalBand PerLead(ReadOnlySpan<double> distances, int leads, double alpha)
    {
        int n = Check(distances, leads);
        var (radii, ofLead) = (new double[leads], new double[n]);
        for (int lead = 0; lead < leads; lead++)
        {
            for (int path = 0; path < n; path++) ofLead[path] = distances[path * leads + lead];
            radii[lead] = ConformalQuantile.Of(ofLead, alpha);
        }
        return new ConformalBand(radii, alpha);
    }

    /// <summary>
    /// Calibrates all leads together, by the largest scaled distance of each path: the truth lies outside at any lead
    /// at all with a probability of at most α.
    /// </summary>
    /// <remarks>
    /// The scale gives the band its shape and has no part in its coverage, as long as calibration paths have no part in
    /// it: distances of training runs are one.
    /// </remarks>
    /// <param name="distances">
    /// Distances of truth and forecast [n, leads], one calibration path after the other, not negative; ∞ from where on
    /// a forecast failed.
    /// </param>
    /// <param name="scale">
    /// The scale of each lead [leads], not negative, finite; at one of 0 every distance but 0 is infinite.
    /// </param>
    /// <param name="alpha">The level α, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a distance is negative or NaN, or a scale is negative or not finite.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of range.</exception>
    public static ConformalBand Simultaneous(
        ReadOnlySpan<double> distances, ReadOnlySpan<double> scale, double alpha)
    {
        int leads = scale.Length, n = Check(distances, leads);
        for (int lead = 0; lead < leads; lead++)
        {
            if (!(scale[lead] >= 0 && double.IsFinite(scale[lead])))
                throw new ArgumentException(
                    $"expected finite scales of at least 0, found {scale[lead]} at lead {lead}", nameof(scale));
        }
        var largest = new double[n];
        for (int i = 0; i < distances.Length; i++)
        {
            double distance = distances[i], scaled = distance == 0 ? 0 : distance / scale[i % leads];
            largest[i / leads] = Math.Max(largest[i / leads], scaled);
        }
        double quantile = ConformalQuantile.Of(largest, alpha);
        var radii = new double[leads];
        for (int lead = 0; lead < leads; lead++)
            radii[lead] = double.IsInfinity(quantile) ? quantile : quantile * scale[lead];
        return new ConformalBand(radii, alpha);
    }

    /// <summary>Returns the half-width of the interval at a lead.</summary>
    /// <param name="lead">The lead, from 0; after the last one of calibration the half-width is infinite.</param>
    public double Radius(int lead)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lead);
        return lead < radii.Length ? radii[lead] : double.PositiveInfinity;
    }

    /// <summary>Returns the interval about a forecast.</summary>
    /// <param name="forecast">The forecast value, finite.</param>
    /// <param name="lead">The lead, from 0.</param>
    /// <exception cref="ArgumentException">The forecast is not finite.</exception>
    public PredictionInterval About(double forecast, int lead)
    {
        if (!double.IsFinite(forecast))
            throw new ArgumentException($"expected a finite forecast, found {forecast}", nameof(forecast));
        double radius = Radius(lead);
        return new PredictionInterval(forecast - radius, forecast + radius, 1 - Alpha);
    }

    // The number of paths.
    private static int Check(ReadOnlySpan<double> distances, int leads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leads, 1);
        if (distances.Length % leads != 0)
            throw new ArgumentException(
                $"expected paths of {leads} leads, found {distances.Length} distances", nameof(distances));
        for (int i = 0; i < distances.Length; i++)
        {
            if (!(distances[i] >= 0))
                throw new ArgumentException(
                    $"expected distances of at least 0, found {distances[i]} at lead {i % leads} of path {i / leads}",
                    nameof(distances));
        }
        return distances.Length / leads;
    }
}
