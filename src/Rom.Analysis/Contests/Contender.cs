namespace Rom.Analysis.Contests;

/// <summary>
/// One of several pieces of work that are timed against each other. It is given by a factory, because two instances of
/// the same work also differ, by their place in memory and by their compiled code: each repetition times fresh
/// instances.
/// </summary>
public sealed class Contender
{
    private Contender(string name, Func<Action> factory) => (Name, Factory) = (name, factory);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>
    /// Creates an instance: a call of the work, on its own data. The result of a call must be used somewhere.
    /// </summary>
    public Func<Action> Factory { get; }

    /// <summary>Creates a contender.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="factory">
    /// Creates an instance; called for every repetition, and once more for the first contender's twin.
    /// </param>
    public static Contender Create(string name, Func<Action> factory) => new(name, factory);
}
