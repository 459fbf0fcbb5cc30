using Rom.Forecasting.Files;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.Statistics;
using RomHost.Evaluation;

namespace RomHost.Tests.Evaluation;

public sealed class CeilingTests
{
    private const int Cells = 20, Frames = 3, Start = 1, Draws = 4000;

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void OverManyDraws_TheCeilingIsThatOfTheConditionalMean_WithoutBias(int replicas)
    {
        // Truth and replicas are drawn from one Gaussian of variance σ² about a mean that differs from cell to cell.
        // The error of the mean of infinitely many replicas is then cells·σ² a frame, in expectation.
        const double Sigma = 0.7;
        var random = new RandomStream(11);
        var (errors, uncorrected) = (new double[Draws], new double[Draws]);
        for (int draw = 0; draw < Draws; draw++)
        {
            var table = Draw(random, replicas, Sigma, offset: 0);
            errors[draw] = Ceiling.Aligned(table, Start).SquaredErrors.Sum();
            uncorrected[draw] = table.SquaredErrors.Skip(Start).Sum();
        }
        double expected = (Frames - Start) * Cells * Sigma * Sigma;
        Assert.InRange(Math.Abs(Mean(errors) - expected), 0, 4 * StandardError(errors));
        // What is corrected is not small, and the correction of the score itself agrees in expectation:
        // 1 − (1 − R²)·R/(R + 1).
        Assert.True(Mean(uncorrected) - expected > 20 * StandardError(uncorrected));
        Assert.InRange(
            Math.Abs(Mean(uncorrected) * replicas / (replicas + 1) - expected), 0, 4 * StandardError(uncorrected));
    }

    [Fact]
    public void ATruthThatIsNoReplica_HasALowerCeiling_WithoutBias()
    {
        // Every cell of the truth lies 0.5 beside what the replicas say: cells·(σ² + 0.25), whatever R.
        const double Sigma = 0.7, Offset = 0.5;
        var random = new RandomStream(12);
        var errors = new double[Draws];
        for (int draw = 0; draw < Draws; draw++)
            errors[draw] = Ceiling.Aligned(Draw(random, 3, Sigma, Offset), Start).SquaredErrors.Sum();
        double expected = (Frames - Start) * Cells * (Sigma * Sigma + Offset * Offset);
        Assert.InRange(Math.Abs(Mean(errors) - expected), 0, 4 * StandardError(errors));
    }

    [Fact]
    public void Scores_ArePooledFromTheFirstForecastFrame()
    {
        var table = new ReplicaTable(
            4, [0, 1, 2], SquaredErrors: [100, 3, 5], Variances: [100, 4, 8], LabSquaredErrors: [0, 7, 9],
            LabVariances: [0, 4, 4]);
        var aligned = Ceiling.Aligned(table, 1);
        Assert.Equal([2, 3], aligned.SquaredErrors); // 3 − 4/4, 5 − 8/4
        // The truth is [0, 2] and then [0, 6]: its scatter is 2 in the first frame, and 24 in both.
        var curve = Curve(aligned, [0, 2], [0, 6]);
        Assert.Equal((1 - 2.0 / 2, 1 - 5.0 / 24), (curve.R2(1), curve.R2(2)));
        Assert.Equal((1, Math.Sqrt(5.0 / 4)), (curve.Rmse(1), curve.Rmse(2)));
        Assert.Equal([6, 8], Ceiling.Lab(table, 1).SquaredErrors);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ceiling.Aligned(table, 3));
    }

    [Fact]
    public void WithoutNoise_TheCeilingIsOne_AndAConstantTruthHasNone()
    {
        var exact = Ceiling.Aligned(new ReplicaTable(2, [0], [0], [0], [0], [0]), 0);
        Assert.Equal((1, 0), (Curve(exact, [0, 2]).R2(1), Curve(exact, [0, 2]).Rmse(1)));
        Assert.Equal(double.NaN, Curve(exact, [2, 2]).R2(1));
        // The run may lie closer to the mean of few replicas than it would to that of many.
        var lucky = Curve(Ceiling.Aligned(new ReplicaTable(2, [0], [1], [6], [0], [0]), 0), [0, 2]);
        Assert.Equal((2, 0), (lucky.R2(1), lucky.Rmse(1)));
    }

    private static ErrorCurve Curve(Ceiling ceiling, params double[][] truth)
    {
        var scores = new FieldScores();
        foreach (double[] frame in truth) scores.Add(frame, frame);
        return new ErrorCurve(scores, truth[0].Length, ceiling.SquaredErrors);
    }

    private static ReplicaTable Draw(RandomStream random, int replicas, double sigma, double offset)
    {
        var (errors, variances) = (new double[Frames], new double[Frames]);
        var (drawn, scratch) = (new float[Cells], new double[Cells]);
        for (int t = 0; t < Frames; t++)
        {
            var moments = new VectorMoments(Cells);
            for (int k = 0; k < replicas; k++)
            {
                Fill(0);
                moments.Add(drawn, scratch);
            }
            Fill(offset);
            for (int c = 0; c < Cells; c++) errors[t] += Math.Pow(drawn[c] - moments.Mean[c], 2);
            variances[t] = moments.TotalVariance;
        }
        return new ReplicaTable(replicas, [0, 1, 2], errors, variances, errors, variances);

        void Fill(double shift)
        {
            for (int c = 0; c < Cells; c++) drawn[c] = (float)(c + shift + sigma * random.NextGaussian());
        }
    }

    private static double Mean(double[] values) => SampleStatistics.Of(values).Mean;

    private static double StandardError(double[] values) =>
        SampleStatistics.Of(values).StandardDeviation / Math.Sqrt(values.Length);
}
