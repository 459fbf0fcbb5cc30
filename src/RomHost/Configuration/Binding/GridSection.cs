namespace RomHost.Configuration.Binding;

/// <summary>
/// A section whose choice depends on the simulator, and whose parameters may be given lists of alternatives, which
/// multiply out.
/// </summary>
public abstract record GridSection : PluginSection
{
    /// <summary>The parameters' values; null where the family is unknown.</summary>
    internal InitialConditionGrid? Grid { get; init; }
}
