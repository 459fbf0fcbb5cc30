using Rom.Abstractions;
using Rom.Forecasting.Ensembles;
using Rom.Numerics.RandomNumbers;

namespace RomHost.Tests.Ensembles;

public sealed class ErrorPathsTests
{
    private static readonly LinearRecursion Hold = new([1], dimension: 1);

    [Fact]
    public void Errors_AreTruthLessForecast_AndGoOnAsTheLastQuarterOfTheRun()
    {
        // Forecast from frame 1 on: eight frames are known, 2 of them the last quarter.
        double[] run = [5, 6, 7, 8, 9, 10, 11, 12, 13];
        var paths = new ErrorPaths(dimension: 1, steps: 12);
        paths.Add(Hold, new LatentDataset(1, 1, [run]), run: 0, start: 1);
        Assert.Equal(
            [1, 2, 3, 4, 5, 6, 7, 8, 7, 8, 7, 8], paths.Draw(new RandomStream(1)).ToArray());
    }

    [Fact]
    public void Members_AreTheForecastAndAPath_EachPathAsOftenAsAnyOther()
    {
        var data = new LatentDataset(1, 1, [[0, 1, 2], [0, -1, 5]]);
        var paths = new ErrorPaths(dimension: 1, steps: 2);
        for (int run = 0; run < 2; run++) paths.Add(Hold, data, run, start: 1);
        const int members = 2000;
        var ensemble = new double[2 * members];
        new DressedEnsemble(Hold, paths).Forecast([10], 2, members, seed: 3, ensemble);
        int first = ensemble.Chunk(2).Count(member => member is [11, 12]);
        Assert.Equal(members, first + ensemble.Chunk(2).Count(member => member is [9, 15]));
        Assert.InRange(first, members / 2 - 5 * Math.Sqrt(members) / 2, members / 2 + 5 * Math.Sqrt(members) / 2);
        var again = new double[4];
        new DressedEnsemble(Hold, paths).Forecast([10], 2, 2, seed: 3, again);
        Assert.Equal(ensemble[..4], again);
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        var data = new LatentDataset(1, 1, [[0, 1, 2]]);
        var paths = new ErrorPaths(dimension: 1, steps: 2);
        paths.Add(Hold, data, 0, 1);
        var ensemble = new DressedEnsemble(Hold, paths);
        Assert.Throws<ArgumentException>(() => ensemble.Forecast([0], 3, 2, 1, new double[6]));
        Assert.Throws<ArgumentException>(() => ensemble.Forecast([0], 2, 1, 1, new double[2]));
        var growing = new LinearRecursion([1e200], dimension: 1);
        Assert.Contains(
            "expected a finite forecast of training run 0",
            Assert.Throws<ArgumentException>(
                () => paths.Add(growing, new LatentDataset(1, 1, [[1e200, 1, 2]]), 0, 1)).Message);
    }
}
