using Rom.Numerics.Npz;
using RomHost.Evaluation;

namespace RomHost.Tests.Evaluation;

/// <summary>Against <c>metrics.npz</c>, made with NumPy by the definitions.</summary>
public sealed class FieldScoresTests
{
    private const int Frames = 9;
    private const int Cells = 16 * 20;
    private const double Tolerance = 1e-12;

    private readonly NpzReader golden = NpzReader.Open(GoldenFile.At("metrics.npz"));

    [Fact]
    public void Scores_EqualTheGoldenOnes()
    {
        var scores = ScoresOf(golden.ReadDoubles("truth"), golden.ReadDoubles("prediction"));
        Assert.Equal(golden.ReadScalar("r2_pooled"), scores.R2, Tolerance);
        Assert.Equal(golden.ReadScalar("rmse"), scores.Rmse, Tolerance);
        Assert.Equal(golden.ReadScalar("max_mass_violation"), scores.MaxMassViolation, Tolerance);
        double[] perSnapshot = golden.ReadDoubles("r2_per_snapshot");
        for (int t = 0; t < Frames; t++) Assert.Equal(perSnapshot[t], scores.SnapshotR2[t], Tolerance);
        Assert.Equal(perSnapshot.Average(), scores.MeanSnapshotR2, Tolerance);
        Assert.Equal(golden.ReadDoubles("rel_l1").Average(), scores.RelativeL1, Tolerance);
        Assert.Equal(golden.ReadDoubles("rel_l2").Average(), scores.RelativeL2, Tolerance);
        Assert.Equal(golden.ReadDoubles("rel_linf").Average(), scores.RelativeLinf, Tolerance);
    }

    [Fact]
    public void PooledR2_KeepsItsDigits_WhenTheMeanIsLarge()
    {
        double[] truth = golden.ReadDoubles("truth"), prediction = golden.ReadDoubles("prediction");
        var shifted = ScoresOf([.. truth.Select(value => value + 1e6)], [.. prediction.Select(value => value + 1e6)]);
        Assert.Equal(golden.ReadScalar("r2_pooled"), shifted.R2, 1e-8);
    }

    [Fact]
    public void ConstantTruth_HasNoR2()
    {
        var scores = new FieldScores();
        scores.Add([2.0, 2.0, 2.0], [1.0, 2.0, 3.0]);
        Assert.True(double.IsNaN(scores.R2));
        Assert.True(double.IsNaN(scores.MeanSnapshotR2));
        Assert.Equal(Math.Sqrt(2.0 / 3), scores.Rmse, Tolerance);
    }

    [Fact]
    public void EmptyTruth_HasNoRelativeErrors()
    {
        var scores = new FieldScores();
        scores.Add([0.0, 0.0], [1.0, 0.0]);
        Assert.True(double.IsNaN(scores.RelativeL1));
        Assert.True(double.IsNaN(scores.RelativeLinf));
        Assert.True(double.IsNaN(scores.MaxMassViolation));
    }

    [Fact]
    public void EmptyTruthAmongOthers_LeavesTheRelativeErrorsOfTheOthers()
    {
        var (scores, without) = (new FieldScores(), new FieldScores());
        foreach (var both in new[] { scores, without }) both.Add([1.0, 3.0], [2.0, 3.0]);
        scores.Add([0.0, 0.0], [1.0, 0.0]);
        Assert.Equal(0.25, scores.RelativeL1, Tolerance);
        Assert.Equal(without.RelativeL2, scores.RelativeL2);
        Assert.Equal(1.0 / 3, scores.RelativeLinf, Tolerance);
        Assert.Equal(0.25, scores.MaxMassViolation, Tolerance);
        Assert.Equal(Math.Sqrt(0.5), scores.Rmse, Tolerance);
    }

    [Fact]
    public void PredictionThatIsNoNumber_IsNotHiddenByOtherFrames()
    {
        var scores = new FieldScores();
        scores.Add([1.0, 3.0], [double.NaN, 3.0]);
        scores.Add([1.0, 3.0], [1.0, 3.0]);
        Assert.True(double.IsNaN(scores.RelativeL1));
        Assert.True(double.IsNaN(scores.MaxMassViolation));
    }

    [Fact]
    public void PerfectPrediction_ScoresOne()
    {
        double[] truth = golden.ReadDoubles("truth");
        var scores = ScoresOf(truth, truth);
        Assert.Equal(1, scores.R2);
        Assert.Equal(0, scores.RelativeL2);
    }

    private static FieldScores ScoresOf(double[] truth, double[] prediction)
    {
        var scores = new FieldScores();
        for (int t = 0; t < Frames; t++)
            scores.Add(truth.AsSpan(t * Cells, Cells), prediction.AsSpan(t * Cells, Cells));
        return scores;
    }
}
