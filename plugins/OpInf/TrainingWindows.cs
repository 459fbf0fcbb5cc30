using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace OpInf;

/// <summary>The windows of training runs, all or a sample of them, and the runs that are held out.</summary>
/// <param name="runs">The runs.</param>
/// <param name="lag">States of a window.</param>
/// <param name="options">The options.</param>
/// <param name="seed">Seed of the sample and of the choice of runs.</param>
internal sealed class TrainingWindows(StandardisedTrajectories runs, int lag, OpInfOptions options, ulong seed)
{
    private const ulong SplitStream = 1;

    /// <summary>The runs that have windows.</summary>
    public int[] Runs { get; } = [.. Enumerable.Range(0, runs.Count).Where(run => runs.Length(run) > lag)];

    /// <summary>
    /// Draws the runs that are held out while a penalty is chosen; the one run where there is no other.
    /// </summary>
    public int[] HeldOut()
    {
        if (Runs.Length == 1) return Runs;
        int[] order = [.. Runs];
        Permutation.Shuffle<int>(order, new RandomStream(RandomStream.DeriveSeed(seed, SplitStream)));
        int count = Math.Clamp((int)Math.Round(options.ValidationFraction * order.Length), 1, order.Length - 1);
        return [.. order[..count].Order()];
    }

    /// <summary>Returns the frames after the windows of some runs.</summary>
    /// <param name="some">The runs.</param>
    public IEnumerable<(int Run, int Frame)> Targets(int[] some)
    {
        int[] ends = new int[runs.Count]; // windows of a run and those before it
        for (int run = 0; run < runs.Count; run++)
            ends[run] = (run > 0 ? ends[run - 1] : 0) + Math.Max(0, runs.Length(run) - lag);
        var isOfSome = new bool[runs.Count];
        foreach (int run in some) isOfSome[run] = true;
        int at = 0;
        foreach (long window in StratifiedSample.Draw(ends[^1], options.MaxWindows, new RandomStream(seed)))
        {
            while (window >= ends[at]) at++;
            if (isOfSome[at]) yield return (at, (int)window - (at > 0 ? ends[at - 1] : 0) + lag);
        }
    }
}
