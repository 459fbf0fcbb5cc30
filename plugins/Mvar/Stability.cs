namespace Mvar;

/// <summary>What is done about eigenvalues of the companion matrix outside the unit circle.</summary>
public enum Stability
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A_j is multiplied by s^j, which multiplies every eigenvalue by s, so that the radius is the threshold.</summary>
    Scale,

    /// <summary>Eigenvalues outside are moved onto the unit circle, those inside stay.</summary>
    Project,
}
