namespace Rom.Numerics.Ensembles;

/// <summary>
/// The m members of an ensemble forecast of one quantity, sorted once: scores, intervals and ranks follow without
/// another sort and without allocation.
/// </summary>
/// <remarks>
/// Members are exchangeable: none is likelier than another. Where the truth is exchangeable with them too, the fair
/// CRPS has the expectation of the distribution that the members are drawn from, the rank of the truth is uniform, and
/// <see cref="Variance"/> and <see cref="UnbiasedSquaredError"/> have the same expectation, whatever m is.
/// </remarks>
public readonly ref struct SortedEnsemble
{
    private readonly ReadOnlySpan<double> members;

    /// <summary>Sorts the members in the caller's buffer, O(m log m).</summary>
    /// <param name="members">The members [m], at least two, finite; sorted on return, and used from then on.</param>
    /// <exception cref="ArgumentException">
    /// There are fewer than two members, or one, or their range, is not finite.
    /// </exception>
    public SortedEnsemble(Span<double> members)
    {
        if (members.Length < 2)
            throw new ArgumentException($"expected at least two members, found {members.Length}", nameof(members));
        members.Sort(); // NaN first, and infinities at the ends
        if (!double.IsFinite(members[0]) || !double.IsFinite(members[^1]))
            throw new ArgumentException(
                "expected finite members, found "
                + $"{(double.IsFinite(members[0]) ? members[^1] : members[0])}; leave out members that diverged",
                nameof(members));
        if (!double.IsFinite(members[^1] - members[0]))
            throw new ArgumentException(
                $"expected members with a finite range, found {members[0]} and {members[^1]}", nameof(members));
        this.members = members;
    }

    /// <summary>The number m of members.</summary>
    public int Count => members.Length;

    /// <summary>The members [m], ascending.</summary>
    public ReadOnlySpan<double> Members => members;

    /// <summary>The mean x̄ of the members; that of equal ones is exact.</summary>
    public double Mean
    {
        get
        {
            double first = members[0], weight = 1.0 / members.Length, sum = 0;
            foreach (double member in members) sum += weight * (member - first);
            return first + sum;
        }
    }

    /// <summary>
    /// The unbiased variance s² = Σ (x_i − x̄)²/(m − 1) of the members: the square of the spread. Infinite where
    /// members differ by more than 1e154.
    /// </summary>
    public double Variance
    {
        get
        {
            double mean = Mean, sum = 0;
            foreach (double member in members) sum += (member - mean) * (member - mean);
            return sum / (members.Length - 1);
        }
    }

    /// <summary>
    /// Returns the squared error of the members' mean without the part that m members add to it,
    /// (x̄ − y)² − s²/m: the square of the skill that spread is compared with.
    /// </summary>
    /// <remarks>
    /// The mean over many cases equals that of <see cref="Variance"/> where spread is right; √ of their ratio is the
    /// spread-skill ratio (Fortin et al., Journal of Hydrometeorology 15, 2014, 1708–1713). One case may be negative.
    /// </remarks>
    /// <param name="truth">The truth y.</param>
    /// <exception cref="ArgumentException">The truth is not finite.</exception>
    public double UnbiasedSquaredError(double truth)
    {
        Check(truth);
        double error = Mean - truth;
        return error * error - Variance / members.Length;
    }

    /// <summary>
    /// Returns the continuous ranked probability score of the members' empirical distribution,
    /// ∫ (F(x) − 1{x ≥ y})² dx = Σ |x_i − y|/m − Σ_ij |x_i − x_j|/(2m²). Small is good.
    /// </summary>
    /// <param name="truth">The truth y.</param>
    /// <exception cref="ArgumentException">The truth is not finite.</exception>
    public double Crps(double truth) =>
        MeanDistance(truth) - HalfMeanDifference() * (members.Length - 1) / members.Length;

    /// <summary>
    /// Returns the fair CRPS, Σ |x_i − y|/m − Σ_ij |x_i − x_j|/(2m(m − 1)): its expectation is the CRPS of the
    /// distribution that the members are drawn from, so that ensembles of different sizes compare (Ferro, Quarterly
    /// Journal of the Royal Meteorological Society 140, 2014, 1917–1923). Small is good; one case may be negative.
    /// </summary>
    /// <param name="truth">The truth y.</param>
    /// <exception cref="ArgumentException">The truth is not finite.</exception>
    public double FairCrps(double truth) => MeanDistance(truth) - HalfMeanDifference();

    /// <summary>Returns a quantile, linear between the sorted members.</summary>
    /// <param name="level">The level, from 0 to 1.</param>
    /// <param name="rule">The place of the levels.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of range, or the rule unknown.</exception>
    public double Quantile(double level, QuantileRule rule)
    {
        var place = QuantilePlace.Of(level, rule, members.Length);
        return place.Between(members[place.Below], members[place.Below + 1]);
    }

    /// <summary>
    /// Returns the central interval between the quantiles of (1 − coverage)/2 and (1 + coverage)/2.
    /// </summary>
    /// <param name="coverage">The nominal probability of the truth, above 0 and below 1.</param>
    /// <param name="rule">The place of the quantiles.</param>
    /// <exception cref="ArgumentOutOfRangeException">The coverage is out of range, or the rule unknown.</exception>
    public PredictionInterval CentralInterval(double coverage, QuantileRule rule)
    {
        PredictionInterval.CheckCoverage(coverage);
        double outside = 0.5 * (1 - coverage);
        return new PredictionInterval(Quantile(outside, rule), Quantile(1 - outside, rule), coverage);
    }

    /// <summary>Returns the place of the truth among the members.</summary>
    /// <param name="truth">The truth.</param>
    /// <exception cref="ArgumentException">The truth is not finite.</exception>
    public MemberRank Rank(double truth)
    {
        Check(truth);
        int below = 0, notAbove = members.Length;
        for (int end = members.Length; below < end;)
        {
            int middle = (below + end) >>> 1;
            if (members[middle] < truth) below = middle + 1;
            else end = middle;
        }
        for (int start = below; start < notAbove;)
        {
            int middle = (start + notAbove) >>> 1;
            if (members[middle] > truth) notAbove = middle;
            else start = middle + 1;
        }
        return new MemberRank(below, notAbove - below);
    }

    private double MeanDistance(double truth)
    {
        Check(truth);
        double weight = 1.0 / members.Length, sum = 0;
        foreach (double member in members) sum += weight * Math.Abs(member - truth);
        return sum;
    }

    // Σ_ij |x_i − x_j| counts the gap after the i-th of the sorted members 2 i (m − i) times. Gaps keep their digits
    // beside a large mean, and those of equal members are zero.
    private double HalfMeanDifference()
    {
        double m = members.Length, weight = 1 / (m * (m - 1)), sum = 0;
        for (int i = 1; i < members.Length; i++) sum += weight * (i * (m - i)) * (members[i] - members[i - 1]);
        return sum;
    }

    private static void Check(double truth)
    {
        if (!double.IsFinite(truth))
            throw new ArgumentException($"expected a finite truth, found {truth}", nameof(truth));
    }
}
