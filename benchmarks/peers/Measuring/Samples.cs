namespace Peers.Measuring;

/// <summary>The times of a contender, round by round.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Seconds">Seconds for a unit of work, in the order of the rounds.</param>
internal sealed record Samples(string Name, IReadOnlyList<double> Seconds)
{
    /// <summary>The median [s].</summary>
    public double Median { get; } = Rom.Numerics.Statistics.Median.Of([.. Seconds]);

    /// <summary>Half the distance of the quartiles over the median.</summary>
    public double Spread
    {
        get
        {
            double[] sorted = [.. Seconds.Order()];
            return 0.5 * (sorted[3 * (sorted.Length - 1) / 4] - sorted[(sorted.Length - 1) / 4]) / Median;
        }
    }

    /// <summary>How many times as long as another contender this one takes: the median of the rounds' ratios.</summary>
    /// <param name="other">The other one, of the same rounds.</param>
    public double Over(Samples other) => Rom.Numerics.Statistics.Median.Of([.. RatiosTo(other)]);

    /// <summary>Returns the least and the greatest of the rounds' ratios.</summary>
    /// <param name="other">The other contender, of the same rounds.</param>
    public (double Least, double Greatest) RangeOver(Samples other) => (RatiosTo(other).Min(), RatiosTo(other).Max());

    private IEnumerable<double> RatiosTo(Samples other) => Seconds.Zip(other.Seconds, (own, their) => own / their);
}
