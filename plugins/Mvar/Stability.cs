namespace Mvar;

/// <summary>What is done about eigenvalues of the companion matrix outside the unit circle.</summary>
public enum Stability
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>
    /// A radius above stability_threshold is brought down to it: A_j is multiplied by s^j, every eigenvalue by s.
    /// </summary>
    Scale,

    /// <summary>Eigenvalues outside are moved onto the unit circle; what this leaves outside is scaled.</summary>
    Project,
}
