namespace Rom.Numerics.Ensembles;

/// <summary>The place of a quantile among sorted members.</summary>
/// <param name="Below">The member below it, from 0, never the last.</param>
/// <param name="Share">The share of the way to the next member.</param>
internal readonly record struct QuantilePlace(int Below, double Share)
{
    /// <summary>Finds the place.</summary>
    /// <param name="level">The level, from 0 to 1.</param>
    /// <param name="rule">The place of the levels.</param>
    /// <param name="members">The number of members, at least two.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of range, or the rule unknown.</exception>
    public static QuantilePlace Of(double level, QuantileRule rule, int members)
    {
        if (!(level >= 0 && level <= 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "expected a level from 0 to 1");
        double place = rule switch
        {
            QuantileRule.Linear => level * (members - 1),
            QuantileRule.Exchangeable => Math.Clamp(level * (members + 1.0) - 1, 0, members - 1),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "expected a rule of quantiles"),
        };
        int below = Math.Min((int)place, members - 2);
        return new QuantilePlace(below, place - below);
    }

    /// <summary>Returns the quantile.</summary>
    /// <param name="lower">The member below it.</param>
    /// <param name="upper">The next member.</param>
    public double Between(double lower, double upper) => Math.Min(lower + Share * (upper - lower), upper);
}
