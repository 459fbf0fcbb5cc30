namespace Rom.Numerics.Tests.Ensembles;

/// <summary>
/// The golden ensembles of <c>probabilistic_scores.npz</c>, whose scores were computed by definition: some have ties
/// with the truth, some no spread.
/// </summary>
internal sealed class ProbabilisticScores
{
    public const int Cases = 40, Members = 11, Dimension = 6;

    private readonly double[] truths = Read("y"), members = Read("x");

    public static double[] Read(string array)
    {
        using var golden = Golden.Open("probabilistic_scores.npz");
        return golden.ReadDoubles(array);
    }

    public static long[] ReadInt64s(string array)
    {
        using var golden = Golden.Open("probabilistic_scores.npz");
        return golden.ReadInt64s(array);
    }

    /// <summary>The truth of a case [d].</summary>
    public double[] Truth(int number) => truths[(number * Dimension)..((number + 1) * Dimension)];

    /// <summary>The members of a case [m, d].</summary>
    public double[] Ensemble(int number) =>
        members[(number * Members * Dimension)..((number + 1) * Members * Dimension)];

    /// <summary>The members' values of one component [m].</summary>
    public double[] Component(int number, int component) =>
        [.. Enumerable.Range(0, Members).Select(m => Ensemble(number)[m * Dimension + component])];
}
