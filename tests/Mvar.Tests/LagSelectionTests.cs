using Rom.Abstractions;

namespace Mvar.Tests;

/// <summary>The order that information criteria choose.</summary>
public class LagSelectionTests
{
    private static readonly PlantedProcess ThreeLags = new(
        [[0.4, 0.1, 0, 0.3], [0, -0.2, 0.1, 0], [0.4, 0, 0.1, 0.4]], [0.1, 0.2]);

    private static int Chosen(LatentDataset data, LagSelection selection, int maxLag) =>
        Train(data, new MvarOptions { LagSelection = selection, MaxLag = maxLag, RidgeAlpha = 1e-8 }).Lag;

    private static MvarModel Train(LatentDataset data, MvarOptions options) =>
        (MvarModel)new MvarTrainer(options).Train(data, TrainingContext.Silent(0));

    [Theory]
    [InlineData(LagSelection.Bic)]
    [InlineData(LagSelection.Hqic)]
    public void ConsistentCriteria_FindThePlantedOrder(LagSelection selection) =>
        Assert.Equal(3, Chosen(ThreeLags.Data(20, 300, noise: 1, seed: 1), selection, 8));

    [Fact]
    public void Akaike_FindsThePlantedOrderOrALongerOne()
    {
        int[] chosen =
        [
            .. Enumerable.Range(0, 5).Select(
                seed => Chosen(ThreeLags.Data(20, 120, noise: 1, (ulong)seed), LagSelection.Aic, 6)),
        ];
        Assert.All(chosen, order => Assert.True(order >= 3, $"{order} is shorter than the process"));
        Assert.True(chosen.Count(order => order == 3) >= 3, $"chosen: {string.Join(", ", chosen)}");
    }

    [Fact]
    public void Akaike_ChoosesNoShorterOrderThanSchwarz()
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            var data = ThreeLags.Data(3, 40, noise: 1, seed);
            Assert.True(Chosen(data, LagSelection.Aic, 6) >= Chosen(data, LagSelection.Bic, 6));
        }
    }

    [Fact]
    public void WithoutNoise_TheResidualOfLongerOrdersIsNotTakenForInformation() =>
        Assert.Equal(2, Chosen(PlantedProcess.OfTwoLags.Data(20, 30, noise: 0, seed: 2), LagSelection.Bic, 5));

    [Fact]
    public void OrdersWithoutAResidual_AreNotCandidates()
    {
        // Nine windows at max_lag 6: orders from 4 on have at least nine regressors.
        int chosen = Chosen(PlantedProcess.OfTwoLags.Data(1, 15, noise: 1, seed: 3), LagSelection.Aic, 6);
        Assert.InRange(chosen, 1, 3);
    }

    [Fact]
    public void MaxLag_IsTheLongestWindowThatTheModelMayAskFor()
    {
        Assert.Equal(7, new MvarTrainer(new MvarOptions { LagSelection = LagSelection.Bic, MaxLag = 7 }).MaxLag);
        Assert.Equal(5, new MvarTrainer(new MvarOptions { MaxLag = 7 }).MaxLag);
    }

    [Fact]
    public void ChosenOrder_IsFittedToAllItsWindows()
    {
        var data = ThreeLags.Data(20, 300, noise: 1, seed: 1);
        var chosen = Train(data, new MvarOptions { LagSelection = LagSelection.Bic, MaxLag = 8 });
        var given = Train(data, new MvarOptions { Lag = chosen.Lag });
        Assert.Equal(given.Coefficients, chosen.Coefficients);
    }
}
