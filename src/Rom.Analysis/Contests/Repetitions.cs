using Rom.Numerics.Statistics;

namespace Rom.Analysis.Contests;

/// <summary>Computes statistics of rounds that belong to repetitions.</summary>
internal static class Repetitions
{
    /// <summary>Returns the median of each repetition's rounds.</summary>
    /// <param name="values">A value for each round.</param>
    /// <param name="roundsPerRepetition">
    /// The number of rounds of each repetition, in order; their sum is the number of values.
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
