using RomHost.Evaluation;

namespace RomHost.Selection;

/// <summary>
/// Chooses the simplest candidate that is about as good as the best one (Breiman, Friedman, Olshen, Stone,
/// Classification and Regression Trees, 1984, section 3.4.3): differences below a standard error are noise.
/// </summary>
internal static class OneStandardErrorRule
{
    /// <summary>Chooses.</summary>
    /// <param name="candidates">The candidates, the simplest first.</param>
    /// <param name="better">The direction of better scores.</param>
    /// <returns>The index of the first with a mean within one standard error of the best; null for none.</returns>
    public static int? Choose(IReadOnlyList<CandidateFacts> candidates, ScoreDirection better)
    {
        if (BestOf(candidates, better) is not { } best) return null;
        double sign = better == ScoreDirection.Lower ? -1 : 1;
        double least = (sign * candidates[best].Mean) - candidates[best].StandardError;
        for (int k = 0; k < best; k++)
        {
            if (candidates[k].Status == CandidateStatus.Ok && sign * candidates[k].Mean >= least) return k;
        }
        return best;
    }

    /// <summary>Returns the index of the best mean; null for none.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="better">The direction of better scores.</param>
    public static int? BestOf(IReadOnlyList<CandidateFacts> candidates, ScoreDirection better)
    {
        double sign = better == ScoreDirection.Lower ? -1 : 1;
        int? best = null;
        for (int k = 0; k < candidates.Count; k++)
        {
            if (candidates[k].Status != CandidateStatus.Ok) continue;
            if (best is null || sign * candidates[k].Mean > sign * candidates[best.Value].Mean) best = k;
        }
        return best;
    }
}
