namespace RomHost.Evaluation.Ensembles;

/// <summary>The names of the quantities of an ensemble forecast that are scored.</summary>
internal static class Quantity
{
    /// <summary>The density in the aligned frame, on the coarse grid [particles per unit area].</summary>
    public const string Density = "density";

    /// <summary>The density in the lab frame, on the coarse grid [particles per unit area].</summary>
    public const string LabDensity = "density_lab";

    /// <summary>The latent state: the coordinates of the density's modes.</summary>
    public const string Latent = "latent";

    /// <summary>The place of the swarm along both axes [length units].</summary>
    public const string Place = "place";

    /// <summary>Returns whether a quantity is a density, in whatever frame.</summary>
    /// <param name="name">The quantity.</param>
    public static bool IsDensity(string name) => name is Density or LabDensity;

    /// <summary>Returns the least value that a quantity can have: 0 for a density, −∞ for others.</summary>
    /// <param name="name">The quantity.</param>
    public static double LeastOf(string name) => IsDensity(name) ? 0 : double.NegativeInfinity;

    /// <summary>All quantities, in the order of tables.</summary>
    public static IReadOnlyList<string> All { get; } = [Density, LabDensity, Latent, Place];
}
