namespace Rom.Numerics.Svd;

/// <summary>Decides how many singular vectors are kept.</summary>
public abstract record RankRule
{
    private RankRule()
    {
    }

    /// <summary>
    /// Returns the smallest rank that satisfies the rule, or null when more of the spectrum must be known.
    /// </summary>
    /// <param name="energies">The leading squared singular values, falling.</param>
    /// <param name="totalEnergy">The sum of all squared singular values.</param>
    internal abstract int? Rank(ReadOnlySpan<double> energies, double totalEnergy);

    /// <summary>A fixed number of singular vectors.</summary>
    /// <param name="R">The number, at least 1.</param>
    public sealed record FixedRank(int R) : RankRule
    {
        /// <summary>The number, at least 1.</summary>
        public int R { get; } = R >= 1 ? R : throw new ArgumentOutOfRangeException(nameof(R), R, "expected at least 1");

        internal override int? Rank(ReadOnlySpan<double> energies, double totalEnergy) =>
            R <= energies.Length ? R : null;
    }

    /// <summary>The smallest number of singular vectors whose cumulative energy reaches a share of the whole.</summary>
    /// <param name="Tau">The share, in (0, 1].</param>
    public sealed record EnergyThreshold(double Tau) : RankRule
    {
        /// <summary>The share, in (0, 1].</summary>
        public double Tau { get; } = Tau is > 0 and <= 1
            ? Tau
            : throw new ArgumentOutOfRangeException(nameof(Tau), Tau, "expected a share in (0, 1]");

        internal override int? Rank(ReadOnlySpan<double> energies, double totalEnergy)
        {
            double sum = 0;
            for (int i = 0; i < energies.Length; i++)
            {
                sum += energies[i];
                if (sum >= Tau * totalEnergy) return i + 1;
            }
            return null;
        }
    }
}
