namespace Blend;

/// <summary>
/// Computes the weights that minimise wᵀQw with w ≥ 0, Σ w = 1, where Q holds the inner products of the members'
/// errors: the error of a convex combination is that combination of the errors.
/// </summary>
/// <remarks>
/// Weight moves between two members at a time, by the exact minimum along that line (as sequential minimal optimisation
/// does; Platt, 1998), until no pair gains. The problem is convex, so that is the minimum.
/// </remarks>
internal static class ConvexWeights
{
    private const int MostSweeps = 10_000;
    private const double LeastMove = 1e-12;

    /// <summary>Computes the weights, beginning with equal ones.</summary>
    /// <param name="q">Q [members, members], symmetric, positive semidefinite.</param>
    /// <param name="members">Number of members.</param>
    /// <param name="isUsable">Whether a member may have weight [members]; at least one.</param>
    public static double[] Of(ReadOnlySpan<double> q, int members, ReadOnlySpan<bool> isUsable)
    {
        var w = new double[members];
        int usable = isUsable.Count(true);
        for (int m = 0; m < members; m++) w[m] = isUsable[m] ? 1.0 / usable : 0;
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            double largest = 0;
            for (int i = 0; i < members; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    if (isUsable[i] && isUsable[j]) largest = Math.Max(largest, Move(q, w, i, j));
                }
            }
            if (largest < LeastMove) break;
        }
        return w;
    }

    // d/dt of (w + t e_i − t e_j)ᵀQ(w + t e_i − t e_j) / 2 is g_i − g_j + t (Q_ii + Q_jj − 2 Q_ij), g = Qw.
    private static double Move(ReadOnlySpan<double> q, double[] w, int i, int j)
    {
        int n = w.Length;
        double slope = 0;
        for (int m = 0; m < n; m++)
        {
            // A member that is not usable has no finite products.
            if (w[m] > 0) slope += (q[(i * n) + m] - q[(j * n) + m]) * w[m];
        }
        double curvature = q[(i * n) + i] + q[(j * n) + j] - (2 * q[(i * n) + j]);
        // Members that err alike share their weight as they are.
        double move = curvature > 0 ? -slope / curvature : slope == 0 ? 0 : -Math.Sign(slope) * double.MaxValue;
        move = Math.Clamp(move, -w[i], w[j]);
        w[i] = Math.Max(0, w[i] + move);
        w[j] = Math.Max(0, w[j] - move);
        return Math.Abs(move);
    }
}
