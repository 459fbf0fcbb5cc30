namespace Rom.Numerics.Ensembles;

/// <summary>An interval that is forecast to contain the truth with a probability. Immutable.</summary>
public readonly struct PredictionInterval
{
    /// <summary>Creates an interval.</summary>
    /// <param name="low">Lower end; −∞ is allowed.</param>
    /// <param name="high">Upper end, not below the lower; ∞ is allowed.</param>
    /// <param name="coverage">The nominal probability, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">The ends are in the wrong order, or NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The coverage is out of range.</exception>
    public PredictionInterval(double low, double high, double coverage)
    {
        if (!(low <= high))
            throw new ArgumentException($"expected an upper end of at least {low}, found {high}", nameof(high));
        CheckCoverage(coverage);
        (Low, High, Coverage) = (low, high, coverage);
    }

    /// <summary>Lower end.</summary>
    public double Low { get; }

    /// <summary>Upper end.</summary>
    public double High { get; }

    /// <summary>The nominal probability of the truth.</summary>
    public double Coverage { get; }

    /// <summary>The difference of the ends.</summary>
    public double Width => High - Low;

    /// <summary>Returns whether the truth lies within the interval, ends included.</summary>
    /// <param name="truth">The truth; NaN lies in no interval.</param>
    public bool Contains(double truth) => truth >= Low && truth <= High;

    /// <summary>
    /// Returns the interval score, width + (2/α) · distance of the truth from the interval, with 1 − α the coverage
    /// (Gneiting and Raftery, Journal of the American Statistical Association 102, 2007, (43)). Small is good.
    /// </summary>
    /// <param name="truth">The truth; the score of NaN is NaN.</param>
    public double Score(double truth)
    {
        if (double.IsNaN(truth)) return double.NaN;
        double outside = Contains(truth) ? 0 : truth < Low ? Low - truth : truth - High;
        return Width + 2 / (1 - Coverage) * outside;
    }

    /// <summary>Refuses a probability that is none, or that is certain.</summary>
    internal static void CheckCoverage(double coverage)
    {
        if (!(coverage > 0 && coverage < 1))
            throw new ArgumentOutOfRangeException(
                nameof(coverage), coverage, "expected a coverage above 0 and below 1");
    }
}
