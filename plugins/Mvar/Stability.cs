namespace Mvar;

/// <summary>The treatment of large eigenvalues of the companion matrix.</summary>
public enum Stability
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>
    /// Scales a radius above stability_threshold down to it: A_j is multiplied by s^j, every eigenvalue by s.
    /// </summary>
    Scale,

    /// <summary>Moves eigenvalues outside the unit circle onto it; scales all where one remains outside.</summary>
    Project,
}
