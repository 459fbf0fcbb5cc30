using Rom.Analysis.Contests;

namespace Planted;

/// <summary>Two contenders of this program: twenty repeats of a piece of work against twenty or 21.</summary>
/// <param name="Work">The work.</param>
/// <param name="Ratio">Time of the second over that of the first.</param>
/// <param name="A">The first.</param>
/// <param name="B">The second.</param>
internal sealed record PlantedPair(string Work, double Ratio, Contender A, Contender B) : IPair
{
    private const int Repeats = 20, More = 21;

    private static readonly PlantedPair[] Pairs =
    [
        .. Both("same type", Instances.OfLogisticMap, Instances.OfLogisticMap),
        .. Both("other type", Instances.OfLogisticMap, Instances.OfSameMap),
        .. Both("delegates", Instances.OfFirstDelegate, Instances.OfSecondDelegate),
        .. Both("mvar", Instances.OfMvar, Instances.OfMvar),
        .. Both("lstm", Instances.OfLstm, Instances.OfLstm),
    ];

    /// <summary>The pairs.</summary>
    public static IReadOnlyList<PlantedPair> All() => Pairs;

    /// <summary>All contenders, for the workers.</summary>
    public static IReadOnlyList<Contender> Contenders { get; } =
        [.. Pairs.SelectMany(pair => new[] { pair.A, pair.B })];

    /// <inheritdoc/>
    public PairResult Contest(ulong seed)
    {
        var settings = new ContestSettings
        {
            Seed = seed,
            // Less than the default, so that forty contests take minutes; a neighbour takes half of it.
            TimeCap = TimeSpan.FromSeconds(8),
            WarmUp = TimeSpan.FromSeconds(0.05),
        };
        return PairResult.Of(new Contest(TimeProvider.System).Run([A, B], settings), [0, 1], settings)[0];
    }

    private static IEnumerable<PlantedPair> Both(string work, Func<int, Action> a, Func<int, Action> b)
    {
        var first = Contender.Create($"{work}, first", () => a(Repeats));
        yield return new(work, 1, first, Contender.Create($"{work}, equal", () => b(Repeats)));
        yield return new(work, (double)More / Repeats, first, Contender.Create($"{work}, longer", () => b(More)));
    }
}
