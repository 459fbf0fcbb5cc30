namespace Rom.Analysis.Contests;

/// <summary>What was timed.</summary>
/// <param name="Names">The contenders; where the first stands against itself, it stands at the end once more.</param>
/// <param name="SecondsPerCall">Mean time of a call in a block, for each round and contender [rounds][k].</param>
/// <param name="CallsPerBlock">Calls in a block of each contender [k].</param>
/// <param name="BytesPerCall">Bytes that a call allocated, at the median of the rounds [k].</param>
/// <param name="TimerSeconds">What reading the clock twice takes [s].</param>
/// <param name="StoppedBy">Why no further round was begun: <c>precision</c>, <c>time</c> or <c>rounds</c>.</param>
public sealed record ContestRounds(
    IReadOnlyList<string> Names, IReadOnlyList<double[]> SecondsPerCall, IReadOnlyList<int> CallsPerBlock,
    IReadOnlyList<double> BytesPerCall, double TimerSeconds, string StoppedBy)
{
    /// <summary>The times of one contender, in the order of the rounds.</summary>
    /// <param name="contender">Its place among the names.</param>
    public double[] Of(int contender) => [.. SecondsPerCall.Select(round => round[contender])];

    /// <summary>ln(time of <paramref name="b"/> / time of <paramref name="a"/>) in each round.</summary>
    /// <param name="a">The place of one.</param>
    /// <param name="b">The place of the other.</param>
    public double[] LogRatios(int a, int b) => [.. SecondsPerCall.Select(round => Math.Log(round[b] / round[a]))];
}
