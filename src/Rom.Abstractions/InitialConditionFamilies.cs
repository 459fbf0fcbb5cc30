namespace Rom.Abstractions;

/// <summary>
/// The initial-condition families of one simulator, by the name that <c>initial_conditions[].family</c> uses.
/// </summary>
public sealed class InitialConditionFamilies
{
    private readonly Dictionary<string, Type> byName = [];

    /// <summary>The record type of each family.</summary>
    public IReadOnlyDictionary<string, Type> ByName => byName;

    /// <summary>
    /// Adds a family. Its record is bound like options, except that a property may be given a list: the lists of an
    /// entry multiply out to one initial condition for each combination.
    /// </summary>
    /// <typeparam name="TInitialCondition">The family's record.</typeparam>
    /// <param name="family">The family's name.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public InitialConditionFamilies Add<TInitialCondition>(string family)
        where TInitialCondition : InitialCondition, new()
    {
        byName.Add(family, typeof(TInitialCondition));
        return this;
    }
}
