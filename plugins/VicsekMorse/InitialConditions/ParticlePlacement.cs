using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace VicsekMorse.InitialConditions;

/// <summary>
/// The distribution of particles at time 0. Positions outside the domain are brought into it by its boundary.
/// </summary>
public abstract record ParticlePlacement : InitialCondition
{
    /// <summary>Draws the positions, particle by particle, each in the order that the family documents.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="random">The run's random stream.</param>
    /// <param name="x">Receives N positions in x, anywhere in the plane.</param>
    /// <param name="y">Receives N positions in y, anywhere in the plane.</param>
    internal abstract void Place(Domain domain, RandomStream random, Span<double> x, Span<double> y);
}
