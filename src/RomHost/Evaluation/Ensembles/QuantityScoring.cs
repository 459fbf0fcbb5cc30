using System.Numerics.Tensors;
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
    private readonly int members;
    private readonly double[] circumferences;
    private readonly (int, int)[] neighbours;
    private readonly RandomStream random;
    private readonly RankHistogram ranks;
    private readonly EnsembleColumns columns;
    private readonly double[] onCircle; // the members of one coordinate
    private readonly (QuantilePlace Low, QuantilePlace High) half;
    private readonly (QuantilePlace Low, QuantilePlace High) most;
    private readonly double[] values; // [frames, scores]
    private readonly int[] bins; // of the ranks of the present frame [d]
    private readonly double[] weights; // with which it is drawn [d]
    private readonly int[] drawn; // that of one component, in each frame [frames]
    private readonly CalibratedIntervals intervals;
    private int frames;

    /// <summary>Creates one.</summary>
    /// <param name="name">The quantity.</param>
    /// <param name="dimension">The number d of cells or coordinates.</param>
    /// <param name="members">The number m of members.</param>
    /// <param name="frames">The number of frames.</param>
    /// <param name="random">Draws the ranks of ties.</param>
    public QuantityScoring(string name, int dimension, int members, int frames, RandomStream random)
    {
        (this.name, this.dimension, this.members, this.random) = (name, dimension, members, random);
        (circumferences, neighbours, ranks) = ([], [], new RankHistogram(members, Bins));
        (columns, onCircle) = (new EnsembleColumns(members, dimension), new double[members]);
        (half, most) = (Places(0.5, members), Places(0.9, members));
        (bins, weights, drawn) = (new int[dimension], new double[dimension], new int[frames]);
        values = new double[checked(frames * EnsembleScore.All.Count)];
        intervals = new CalibratedIntervals(dimension, null, []);
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

    /// <summary>The calibration of intervals; null for none. Given after <see cref="Circumferences"/>.</summary>
    public QuantityCalibration? Calibration
    {
        init => intervals = new CalibratedIntervals(dimension, value, circumferences);
    }

    /// <summary>Values below it have the same rank: of a density as good as none. −∞ for no such value.</summary>
    public double Trace { get; init; } = double.NegativeInfinity;

    /// <summary>What is kept of a calibration run; null for other runs.</summary>
    public IntervalExcess? Excess { get; init; }

    /// <summary>Adds a frame.</summary>
    /// <param name="members">The members [m, d], finite.</param>
    /// <param name="truth">The truth [d], finite.</param>
    public void Add(ReadOnlySpan<double> members, ReadOnlySpan<double> truth)
    {
        var scores = values.AsSpan(frames++ * EnsembleScore.All.Count, EnsembleScore.All.Count);
        bool isCircular = circumferences.Length > 0;
        columns.Score(members, truth);
        IntervalMeans ofHalf = default, ofMost = default;
        intervals.Begin();
        for (int i = 0; i < dimension; i++)
        {
            PredictionInterval inner = columns.Interval(i, half.Low, half.High, 0.5),
                outer = columns.Interval(i, most.Low, most.High, 0.9);
            ofHalf.Add(inner, truth[i]);
            ofMost.Add(outer, truth[i]);
            bins[i] = ranks.Add(columns.Rank(i, Trace), random);
            intervals.Add(i, inner, outer, truth[i]);
            Excess?.Add(frames - 1, i, inner, outer, truth[i]);
        }
        drawn[frames - 1] = bins[DrawnComponent()];
        double d = dimension;
        // The order of EnsembleScore.All.
        scores[0] = (isCircular ? CircularCrpsOf(members, truth) : TensorPrimitives.Sum(columns.FairCrps)) / d;
        scores[1] = isCircular
            ? CircularEnergyScore.Fair(members, truth, circumferences)
            : EnergyScore.Fair(members, truth);
        scores[2] = neighbours.Length == 0
            ? double.NaN
            : VariogramScore.OfPairs(members, truth, neighbours) / neighbours.Length;
        scores[3] = TensorPrimitives.Sum(columns.Variance) / d;
        scores[4] = TensorPrimitives.Sum(columns.UnbiasedSquaredError) / d;
        ofHalf.CopyTo(scores[5..], d);
        ofMost.CopyTo(scores[8..], d);
        intervals.CopyTo(scores[11..]);
    }

    /// <summary>Returns the scores of the frames so far.</summary>
    /// <param name="leads">The leads; one that has no scored frame is left out.</param>
    /// <param name="stride">The number of forecast frames from one scored frame to the next.</param>
    /// <param name="first">The first scored frame of the forecast, from 0.</param>
    public QuantityScores Scores(IReadOnlyList<Lead> leads, int stride, int first = 0) => new(
        name, WithPaths(MeanOf(0, frames, false)),
        [
            .. from lead in leads
               where lead.Frames > first
               let count = Math.Min(frames, (lead.Frames - 1 - first) / stride + 1)
               select MeanOf(lead.Time, count, lead.IsTrainingHorizon) with { Rank = drawn[count - 1] },
        ],
        [.. ranks.Counts]);

    // In proportion to the variance of members and truth together: where they agree a rank says little. That of the
    // members alone would choose components where one of them is far out more often than those where the truth is.
    private int DrawnComponent()
    {
        double m = members;
        for (int i = 0; i < dimension; i++)
        {
            // Of m + 1 values: ((m − 1)·s² + m/(m + 1)·(x̄ − y)²) / m, up to the factor.
            double error = Math.Max(0, columns.UnbiasedSquaredError[i] + columns.Variance[i] / m);
            weights[i] = (m - 1) * columns.Variance[i] + m / (m + 1) * error;
        }
        double left = random.NextDouble() * TensorPrimitives.Sum<double>(weights);
        if (!(left > 0)) return random.NextInt32(dimension);
        int component = 0;
        while (component < dimension - 1 && (left -= weights[component]) > 0) component++;
        return component;
    }

    private static int FirstOfPaths => EnsembleScore.All.Count - EnsembleScore.OfPaths.Count;

    private LeadScores WithPaths(LeadScores whole)
    {
        double[] scores = [.. whole.Values];
        intervals.CopyPathTo(scores.AsSpan(FirstOfPaths));
        return whole with { Values = scores };
    }

    private double CircularCrpsOf(ReadOnlySpan<double> members, ReadOnlySpan<double> truth)
    {
        double sum = 0;
        for (int i = 0; i < dimension; i++)
        {
            for (int m = 0; m < onCircle.Length; m++) onCircle[m] = members[m * dimension + i];
            sum += CircularCrps.Fair(onCircle, truth[i], circumferences[i]);
        }
        return sum;
    }

    private static (QuantilePlace Low, QuantilePlace High) Places(double coverage, int members)
    {
        double outside = 0.5 * (1 - coverage);
        return (
            QuantilePlace.Of(outside, QuantileRule.Exchangeable, members),
            QuantilePlace.Of(1 - outside, QuantileRule.Exchangeable, members));
    }

    private LeadScores MeanOf(double to, int count, bool isTrainingHorizon)
    {
        int scores = EnsembleScore.All.Count;
        var mean = new double[scores];
        mean.AsSpan(FirstOfPaths).Fill(double.NaN);
        for (int k = 0; k < count; k++)
        {
            for (int s = 0; s < FirstOfPaths; s++) mean[s] += values[k * scores + s] / count;
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
