using FsCheck.Xunit;
using Rom.Abstractions;

namespace Mvar.Tests;

/// <summary>Fits from moments that were added up in parts, against fits to the data.</summary>
public class MomentTests
{
    [Property(MaxTest = 40)]
    public void MomentsOfParts_GiveTheModelOfTheWhole(
        byte dimension, byte longest, byte parts, ushort offset, ulong seed)
    {
        int r = 1 + dimension % 5, lag = 1 + longest % 4, count = 1 + parts % 5;
        // Runs of unequal length about a mean that is far from zero; some are too short for a window.
        double[][] runs =
        [
            .. Enumerable.Range(0, 11).Select(run =>
                RandomCoefficients.Gaussian((run * 7 + lag) * r, 1, seed + (ulong)run)
                    .Select(value => value + offset).ToArray()),
        ];
        var trainer = new MvarTrainer(new MvarOptions { Lag = lag, RidgeAlpha = 1 });
        var whole = (MvarModel)trainer.Train(new LatentDataset(r, 1, runs), TrainingContext.Silent(0));
        var groups = runs.Select((run, k) => (run, k)).GroupBy(one => one.k % count, one => one.run);
        var found = (MvarModel)FromMoments(trainer, r, groups.Select(group => new LatentDataset(r, 1, group)), offset);
        for (int i = 0; i < whole.Coefficients.Length; i++)
            Assert.Equal(whole.Coefficients[i], found.Coefficients[i], 1e-9);
        for (int i = 0; i < r; i++) Assert.Equal(whole.Intercept[i], found.Intercept[i], 1e-9 * (1 + offset));
        Assert.Equal(whole.Report.TrainRmse, found.Report.TrainRmse, 1e-9);
    }

    [Fact]
    public void OnePart_AboutTheMeanState_GivesTheSameBytes()
    {
        var data = PlantedProcess.OfTwoLags.Data(5, 40, noise: 1, seed: 3);
        var trainer = new MvarTrainer(new MvarOptions { Lag = 2 });
        var whole = (MvarModel)trainer.Train(data, TrainingContext.Silent(0));
        var moments = new double[trainer.MomentCount(2)];
        double[] origin = WindowSums.MeanState(data);
        trainer.AddMoments(data, origin, moments, TestContext.Current.CancellationToken);
        var found = (MvarModel)trainer.TrainFrom(moments, origin, TrainingContext.Silent(0));
        Assert.Equal(whole.Coefficients, found.Coefficients);
        Assert.Equal(whole.Intercept, found.Intercept);
        var missing = whole.Report with
        {
            RhoBefore = double.NaN,
            RhoAfter = double.NaN,
            EigenvaluesOutside = double.NaN,
        };
        Assert.Equal(missing, found.Report);
    }

    [Theory]
    [InlineData(Stability.Scale)]
    [InlineData(Stability.Project)]
    public void WithAStabilityOption_MomentsGiveTheStabilisedModel(Stability stability)
    {
        var data = new PlantedProcess([[1.02, 0, 0, 0.5]], [0, 0]).Data(5, 40, noise: 0.1, seed: 3);
        var trainer = new MvarTrainer(new MvarOptions { Lag = 1, Stability = stability });
        var whole = (MvarModel)trainer.Train(data, TrainingContext.Silent(0));
        var found = (MvarModel)FromMoments(trainer, 2, [data], 0);
        Assert.True(whole.Report.RhoBefore > 1);
        for (int i = 0; i < 4; i++) Assert.Equal(whole.Coefficients[i], found.Coefficients[i], 1e-9);
        Assert.Equal(whole.Report.RhoBefore, found.Report.RhoBefore, 1e-9);
    }

    [Fact]
    public void NoWindow_IsRefused()
    {
        var trainer = new MvarTrainer(new MvarOptions { Lag = 3 });
        var thrown = Assert.Throws<ArgumentException>(
            () => FromMoments(trainer, 2, [new LatentDataset(2, 1, [new double[6]])], 0));
        Assert.StartsWith("expected a run of more than 3 frames, found none; lower the lag", thrown.Message);
    }

    [Fact]
    public void MomentsThatDetermineNoFit_Diverge()
    {
        var trainer = new MvarTrainer(new MvarOptions { Lag = 3, RidgeAlpha = 0 });
        Assert.Throws<TrainingDivergedException>(
            () => FromMoments(trainer, 2, [new LatentDataset(2, 1, [new double[8]])], 0));
    }

    [Fact]
    public void ASelectionOfTheLag_NeedsTheData() =>
        Assert.Null(new MvarTrainer(new MvarOptions { LagSelection = LagSelection.Bic }).MomentKey);

    private static IRomModel FromMoments(IMomentTrainer trainer, int r, IEnumerable<LatentDataset> parts, double near)
    {
        var moments = new double[trainer.MomentCount(r)];
        double[] origin = [.. Enumerable.Repeat(near + 0.5, r)];
        foreach (var part in parts)
            trainer.AddMoments(part, origin, moments, TestContext.Current.CancellationToken);
        return trainer.TrainFrom(moments, origin, TrainingContext.Silent(0));
    }
}
