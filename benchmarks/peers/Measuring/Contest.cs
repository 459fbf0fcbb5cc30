namespace Peers.Measuring;

/// <summary>
/// Measures contenders in turns: every round has each of them once, in an order drawn anew, so that a machine whose speed
/// drifts treats them alike.
/// </summary>
internal static class Contest
{
    private static readonly Random Order = new(1);

    /// <summary>Warms each contender up, then makes the rounds.</summary>
    /// <param name="rounds">How many.</param>
    /// <param name="contenders">What is compared.</param>
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
