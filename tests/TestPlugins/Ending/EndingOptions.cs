namespace Ending;

/// <summary>Options of the simulator, the density estimator and the model.</summary>
public sealed record EndingOptions
{
    /// <summary>The place of the act.</summary>
    public Place At { get; init; }

    /// <summary>The act.</summary>
    public Act Act { get; init; }

    /// <summary>Acts, if this is the place.</summary>
    /// <param name="place">The place of the code.</param>
    internal void Reach(Place place)
    {
        if (place == At) Deed.Do(Act);
    }
}
