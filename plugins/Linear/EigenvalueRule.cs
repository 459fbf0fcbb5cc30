namespace Linear;

/// <summary>The way in which eigenvalues of the companion matrix are kept within the spectral radius.</summary>
public enum EigenvalueRule
{
    /// <summary>All eigenvalues are multiplied by one factor: A_j ← s^j A_j.</summary>
    Scale,

    /// <summary>Each eigenvalue outside the disc of that radius moves to its edge; the others stay.</summary>
    Disc,

    /// <summary>Each eigenvalue moves to the edge of the disc; needs lag 1.</summary>
    Circle,
}
