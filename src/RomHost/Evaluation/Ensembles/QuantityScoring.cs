using Rom.Numerics.Ensembles;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Evaluation.Ensembles;

/// <summary>Scores the members of one quantity, frame by frame. For one thread.</summary>
internal sealed class QuantityScoring
{
    /// <summary>The number of parts of the ranks' histogram.</summary>
    public const int Bins = 10;

    private readonly string name;
    private readonly int dimension;
    private readonly double[] circumferences;
    private readonly (int, int)[] neighbours;
    private readonly RandomStream random;
    private readonly RankHistogram ranks;
    private readonly double[] sorted;
    private readonly double[] values; // [frames, scores]
    private int frames;

    /// <summary>Creates one.</summary>
    /// <param name="name">The quantity.</param>
    /// <param name="dimension">The number d of cells or coordinates.</param>
    /// <param name="members">The number m of members.</param>
    /// <param name="frames">The number of frames.</param>
    /// <param name="random">Draws the ranks of ties.</param>
    public QuantityScoring(string name, int dimension, int members, int frames, RandomStream random)
    {
        (this.name, this.dimension, this.random) = (name, dimension, random);
        (circumferences, neighbours, ranks) = ([], [], new RankHistogram(members, Bins));
        (sorted, values) = (new double[members], new double[checked(frames * EnsembleScore.All.Count)]);
    }

    /// <summary>
    /// The lengths of the circles on which the coordinates lie [d]; empty for coordinates on a line. On a circle they
    /// are given by their way from a place that is known without them, at most half of it.
    /// </summary>
    public double[] Circumferences
    {
        init => circumferences = value;
    }

    /// <summary>The pairs whose differences the variogram score compares; none for no such score.</summary>
    public (int, int)[] Neighbours
    {
        init => neighbours = value;
    }

    /// <summary>Adds a frame.</summary>
    /// <param name="members">The members [m, d], finite.</param>
    /// <param name="truth">The truth [d], finite.</param>
    public void Add(ReadOnlySpan<double> members, ReadOnlySpan<double> truth)
    {
        var scores = values.AsSpan(frames++ * EnsembleScore.All.Count, EnsembleScore.All.Count);
        bool isCircular = circumferences.Length > 0;
        double crps = 0, variance = 0, error = 0;
        IntervalMeans half = default, most = default;
        for (int i = 0; i < dimension; i++)
        {
            for (int m = 0; m < sorted.Length; m++) sorted[m] = members[m * dimension + i];
            if (isCircular) crps += CircularCrps.Fair(sorted, truth[i], circumferences[i]);
            var ensemble = new SortedEnsemble(sorted);
            if (!isCircular) crps += ensemble.FairCrps(truth[i]);
            variance += ensemble.Variance;
            error += ensemble.UnbiasedSquaredError(truth[i]);
            half.Add(ensemble.CentralInterval(0.5, QuantileRule.Exchangeable), truth[i]);
            most.Add(ensemble.CentralInterval(0.9, QuantileRule.Exchangeable), truth[i]);
            ranks.Add(ensemble, truth[i], random);
        }
        double d = dimension;
        // The order of EnsembleScore.All. The distance of several circles makes no energy score: it is not proper.
        scores[0] = crps / d;
        scores[1] = isCircular ? double.NaN : EnergyScore.Fair(members, truth);
        scores[2] = neighbours.Length == 0
            ? double.NaN
            : VariogramScore.OfPairs(members, truth, neighbours) / neighbours.Length;
        scores[3] = variance / d;
        scores[4] = error / d;
        half.CopyTo(scores[5..], d);
        most.CopyTo(scores[8..], d);
    }

    /// <summary>Returns the scores of the frames so far.</summary>
    /// <param name="leads">The leads; one that has no scored frame is left out.</param>
    /// <param name="stride">The number of forecast frames from one scored frame to the next.</param>
    public QuantityScores Scores(IReadOnlyList<Lead> leads, int stride) => new(
        name, MeanOf(0, frames, false),
        [
            .. leads.Select(lead =>
                MeanOf(lead.Time, Math.Min(frames, (lead.Frames - 1) / stride + 1), lead.IsTrainingHorizon)),
        ],
        [.. ranks.Counts]);

    private LeadScores MeanOf(double to, int count, bool isTrainingHorizon)
    {
        int scores = EnsembleScore.All.Count;
        var mean = new double[scores];
        for (int k = 0; k < count; k++)
        {
            for (int s = 0; s < scores; s++) mean[s] += values[k * scores + s] / count;
        }
        return new LeadScores(to, count, isTrainingHorizon, mean);
    }

    private struct IntervalMeans
    {
        private double covered, width, score;

        public void Add(PredictionInterval interval, double truth)
        {
            if (interval.Contains(truth)) covered++;
            width += interval.Width;
            score += interval.Score(truth);
        }

        public readonly void CopyTo(Span<double> scores, double count) =>
            (scores[0], scores[1], scores[2]) = (covered / count, width / count, score / count);
    }
}
