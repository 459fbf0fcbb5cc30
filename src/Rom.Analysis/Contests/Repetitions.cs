using Rom.Numerics.Statistics;

namespace Rom.Analysis.Contests;

/// <summary>Values of rounds that belong to repetitions.</summary>
internal static class Repetitions
{
    /// <summary>The median of each repetition's rounds.</summary>
    /// <param name="values">A value for each round.</param>
    /// <param name="roundsPerRepetition">
    /// How many rounds each repetition has, in their order; their sum is the number of values.
    /// </param>
    public static double[] Medians(ReadOnlySpan<double> values, IReadOnlyList<int> roundsPerRepetition)
    {
        var medians = new double[roundsPerRepetition.Count];
        int begin = 0;
        for (int k = 0; k < medians.Length; k++)
        {
            medians[k] = Median.Of(values.Slice(begin, roundsPerRepetition[k]));
            begin += roundsPerRepetition[k];
        }
        return medians;
    }
}
