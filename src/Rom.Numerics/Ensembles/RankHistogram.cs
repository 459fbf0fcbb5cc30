using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;

namespace Rom.Numerics.Ensembles;

/// <summary>
/// Counts the ranks of truths among the members of ensembles. It is flat where truths are exchangeable with members;
/// heaped at both ends the spread is too small, in the middle too large, at one end there is a bias. Not thread-safe.
/// </summary>
/// <remarks>
/// Hamill, Monthly Weather Review 129, 2001, 550–560. <see cref="FlatPValue"/> tests whether it is flat.
/// </remarks>
public sealed class RankHistogram
{
    private readonly long[] counts;

    /// <summary>Creates an empty histogram.</summary>
    /// <param name="members">The number m of members of each ensemble, at least 2.</param>
    /// <param name="bins">The number of bins, at least 1; m + 1 gives each rank its own.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public RankHistogram(int members, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        (Members, counts) = (members, new long[bins]);
    }

    /// <summary>The number m of members of each ensemble.</summary>
    public int Members { get; }

    /// <summary>The number of truths in each bin.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>Returns the p-value that a histogram is flat, by Pearson's χ².</summary>
    /// <remarks>
    /// Where n truths have their ranks among draws from the same N values, the scatter of these moves the probability
    /// of each bin, which makes the variances of the counts 1 + n/N times as large as those of independent ranks.
    /// </remarks>
    /// <param name="counts">The number of truths in each bin, at least two bins.</param>
    /// <param name="shared">The number N of values that all ensembles draw from; null where each has its own.</param>
    /// <returns>The p-value; NaN where nothing was counted.</returns>
    /// <exception cref="ArgumentException">There are fewer than two counts, or one is negative.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of values is below 1.</exception>
    public static double FlatPValue(ReadOnlySpan<long> counts, int? shared = null)
    {
        if (shared is not { } values) return ChiSquared.UniformPValue(counts);
        ArgumentOutOfRangeException.ThrowIfLessThan(values, 1, nameof(shared));
        double truths = 0;
        foreach (long count in counts) truths += count;
        return ChiSquared.UniformPValue(counts, 1 + truths / values);
    }

    /// <summary>
    /// Adds the rank of a truth. Where it equals members, and where a bin ends within a rank, the place is drawn.
    /// </summary>
    /// <param name="ensemble">The members.</param>
    /// <param name="truth">The truth.</param>
    /// <param name="random">Draws.</param>
    /// <exception cref="ArgumentException">
    /// The ensemble has another number of members, or the truth is not finite.
    /// </exception>
    public void Add(SortedEnsemble ensemble, double truth, RandomStream random)
    {
        if (ensemble.Count != Members)
            throw new ArgumentException($"expected {Members} members, found {ensemble.Count}", nameof(ensemble));
        Add(ensemble.Rank(truth), random);
    }

    /// <summary>Adds the rank of a truth among as many members.</summary>
    /// <param name="place">Its place among them.</param>
    /// <param name="random">Draws.</param>
    /// <returns>The bin, from 0.</returns>
    internal int Add(MemberRank place, RandomStream random)
    {
        int rank = place.Draw(random);
        // Each of m + 1 ranks is cut into as many pieces as there are bins, and a bin holds m + 1 pieces: every bin has
        // the same probability, though the number of ranks is no multiple of that of bins.
        int bins = counts.Length, piece = Members + 1 == bins ? 0 : random.NextInt32(bins);
        int bin = (int)(((long)rank * bins + piece) / (Members + 1));
        counts[bin]++;
        return bin;
    }
}
