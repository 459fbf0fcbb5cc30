using Rom.Abstractions;
using VicsekMorse.Pairs;

namespace VicsekMorse.Tests.Pairs;

/// <summary>All implementations of pair sums in a domain, the scalar one first.</summary>
internal static class Ways
{
    public static IReadOnlyList<IPairSums> Of(Interactions interactions, Domain domain, int count) =>
    [
        new ScalarPairs(interactions, domain),
        Listed(interactions, domain, count, skin: 0),
        PairSums.Of(interactions, domain, count, stride: 0.12),
    ];

    public static IPairSums Listed(Interactions interactions, Domain domain, int count, double skin) =>
        domain.Boundary == Boundary.Periodic
            ? new ListedPairs<TorusDisplacement>(interactions, domain, count, skin)
            : new ListedPairs<PlaneDisplacement>(interactions, domain, count, skin);
}
