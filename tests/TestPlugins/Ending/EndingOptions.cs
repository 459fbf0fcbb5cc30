namespace Ending;

/// <summary>Options of everything that the plugin offers.</summary>
public sealed record EndingOptions
{
    /// <summary>Where it acts.</summary>
    public Place At { get; init; }

    /// <summary>What it does there.</summary>
    public Act Act { get; init; }

    /// <summary>Acts, where this is the place.</summary>
    /// <param name="place">Where the code is.</param>
    internal void Reach(Place place)
    {
        if (place == At) Deed.Do(Act);
    }
}
