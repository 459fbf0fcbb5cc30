using Rom.Numerics.RandomNumbers;

namespace Rom.Numerics.Ensembles;

/// <summary>The place of the truth among the members of an ensemble.</summary>
/// <param name="Below">The number of members below the truth.</param>
/// <param name="Ties">The number of members that equal it.</param>
public readonly record struct MemberRank(int Below, int Ties)
{
    /// <summary>
    /// Draws the rank of the truth: 0 below all members, the number of members above all. Among members that equal it
    /// every place has the same probability.
    /// </summary>
    /// <param name="random">Draws; not used where there are no ties.</param>
    public int Draw(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Ties == 0 ? Below : Below + random.NextInt32(Ties + 1);
    }
}
