namespace Peers.Measuring;

/// <summary>
/// Measures contenders in turns: every round runs each of them once, in a random order, so that drift of the machine's
/// speed affects them alike.
/// </summary>
internal static class Contest
{
    private static readonly Random Order = new(1);

    /// <summary>Warms each contender up, then runs the rounds.</summary>
    /// <param name="rounds">The number of rounds.</param>
    /// <param name="contenders">The contenders.</param>
    /// <returns>The samples, in the order of the contenders.</returns>
    public static Samples[] Run(int rounds, params IReadOnlyList<IContender> contenders)
    {
        var seconds = contenders.Select(_ => new double[rounds]).ToArray();
        foreach (var contender in contenders) contender.Measure();
        int[] turns = [.. Enumerable.Range(0, contenders.Count)];
        for (int round = 0; round < rounds; round++)
        {
            Order.Shuffle(turns);
            foreach (int k in turns) seconds[k][round] = contenders[k].Measure();
        }
        return [.. contenders.Select((contender, k) => new Samples(contender.Name, seconds[k]))];
    }
}
