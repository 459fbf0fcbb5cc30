namespace RomHost.Evaluation.References;

/// <summary>
/// A forecast that needs no model. The list of references determines the keys of records, of <c>summary.json</c> and of
/// <c>reference_results.csv</c>, and the names in tables and in the report.
/// </summary>
/// <param name="Name">The name in files.</param>
/// <param name="Title">The name in sentences.</param>
/// <param name="Description">The meaning, without a full stop.</param>
internal sealed record Reference(string Name, string Title, string Description)
{
    /// <summary>The mean latent state.</summary>
    public static readonly Reference Climatology = new(
        "climatology", "climatology", "the mean latent state of the last quarter of the training runs, lifted");

    /// <summary>The mean density.</summary>
    public static readonly Reference ClimatologyDensity = new(
        "climatology_density", "climatology of densities",
        "the mean aligned density of the last quarter of the training runs");

    /// <summary>The last known state.</summary>
    public static readonly Reference Persistence = new(
        "persistence", "persistence", "the last known latent state, for ever");

    /// <summary>The continuation of the nearest training window.</summary>
    public static readonly Reference NearestNeighbour = new(
        "nearest_neighbour", "the nearest neighbour",
        "the training window that is nearest in the latent states, and its continuation; "
        + "after its end the mean of the last quarter of its run");

    /// <summary>All references, in the order of tables.</summary>
    public static IReadOnlyList<Reference> All { get; } =
        [Climatology, ClimatologyDensity, Persistence, NearestNeighbour];
}
