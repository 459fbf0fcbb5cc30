namespace Mvar;

/// <summary>What is done about large eigenvalues of the companion matrix.</summary>
public enum Stability
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>
    /// A radius above stability_threshold is brought down to it: A_j is multiplied by s^j, every eigenvalue by s.
    /// </summary>
    Scale,

    /// <summary>
    /// Eigenvalues outside the unit circle are moved onto it; where this leaves one outside, all are scaled.
    /// </summary>
    Project,
}
