using System.Runtime.InteropServices;
using Rom.Abstractions;
using Rom.Numerics.Npz;
using Rom.Numerics.RandomNumbers;
using Rom.Numerics.TimeSeries;

namespace OpInf.Tests;

/// <summary><c>shift_rate: profile</c>: the rate of the shift as a function of the profile.</summary>
[Collection(CountedAllocations.Name)]
public sealed class ProfileTests : IDisposable
{
    private static readonly OpInfOptions Profile = new() { Lag = 2, ShiftRate = ShiftRateRule.Profile };

    private readonly TestFolder folder = new();

    [Theory]
    [InlineData("run_0", "forecast")]
    [InlineData("outside", "held")]
    public void MapAndReconstructionEquation_EqualTheGoldenOnes(string from, string to)
    {
        using var golden = NpzReader.Open(GoldenFile.At("reconstruction.npz"));
        var options = Profile with
        {
            Lag = (int)golden.ReadScalar("lag"),
            QuadraticModes = (int)golden.ReadScalar("quadratic_modes"),
            LinearPenalty = golden.ReadScalar("linear_penalty"),
            OlderPenalty = golden.ReadScalar("older_penalty"),
            QuadraticPenalty = golden.ReadScalar("quadratic_penalty"),
            RatePenalty = golden.ReadScalar("rate_penalty"),
            Beyond = ClosedLoopRule.Continue,
            StabilityMargin = golden.ReadScalar("stability_margin"),
        };
        var model = Train(
            new LatentDataset(
                6, 1, Enumerable.Range(0, 4).Select(run => golden.ReadDoubles($"run_{run}")),
                [new(LatentChannel.Pod, 0, 3), new(LatentChannel.ShiftRate, 3, 2), new("momentum", 5, 1)]),
            options);
        AssertNear(golden.ReadDoubles("coefficients"), model.Coefficients);
        AssertNear(golden.ReadDoubles("constant"), model.Constant);
        AssertNear(golden.ReadDoubles("rate_coefficients"), model.Reconstruction!.Coefficients);
        AssertNear(golden.ReadDoubles("rate_constant"), model.Reconstruction.Constant);
        Assert.Equal(golden.ReadScalar("rate_error"), model.Diagnostics["rate_error"], 1e-9);
        double[] expected = golden.ReadDoubles(to), found = new double[expected.Length];
        model.Forecast(golden.ReadDoubles(from).AsSpan(0, 12), found.Length / 6, found);
        AssertNear(expected, found);
    }

    [Fact]
    public void Forecast_OfTheProfile_IsThatOfAModelWithoutTheRate_WhateverRatesAre()
    {
        var data = Moving(8, 40, noise: 0.1, seed: 1);
        double[] alone = new double[60], first = new double[120], second = new double[120];
        Train(data.Select([LatentChannel.Pod]), new OpInfOptions { Lag = 2, Beyond = ClosedLoopRule.Continue })
            .Forecast(data.Select([LatentChannel.Pod]).Window(0, 2, 2), 30, alone);
        var model = Train(data, Profile with { Beyond = ClosedLoopRule.Continue });
        double[] window = data.Window(0, 2, 2).ToArray();
        model.Forecast(window, 30, first);
        (window[2], window[3], window[7]) = (7, -9, 11);
        model.Forecast(window, 30, second);
        Assert.Equal(first, second);
        for (int k = 0; k < 30; k++) Assert.Equal(alone[(2 * k)..(2 * k + 2)], first[(4 * k)..(4 * k + 2)]);
    }

    [Fact]
    public void PlantedRate_IsForecast_WithASmallPenaltyOfItsOwn()
    {
        var data = Moving(12, 40, noise: 0, seed: 3);
        var model = Train(
            data, Profile with { Lag = 1, LinearPenalty = 1e-12, QuadraticPenalty = 1e-12 });
        Assert.Equal(1e-6, model.Diagnostics["rate_penalty"]);
        Assert.True(model.Diagnostics["rate_error"] < 1e-9);
        var forecast = new double[4 * 20];
        model.Forecast(data.Window(2, 1, 1), 20, forecast);
        for (int k = 0; k < 20; k++)
        {
            double[] rate = Rate(forecast[4 * k], forecast[4 * k + 1]);
            Assert.Equal(rate[0], forecast[4 * k + 2], 1e-4);
            Assert.Equal(rate[1], forecast[4 * k + 3], 1e-4);
        }
    }

    [Fact]
    public void RatesOfNoise_HaveALargePenalty()
    {
        var random = new RandomStream(5);
        var data = new LatentDataset(
            10, 1,
            Enumerable.Range(0, 10).Select(_ =>
                (double[])[.. Enumerable.Repeat(0, 250).Select(_ => random.NextGaussian())]),
            [new(LatentChannel.Pod, 0, 8), new(LatentChannel.ShiftRate, 8, 2)]);
        var model = Train(data, Profile with { Lag = 1, QuadraticPenalty = 10 });
        Assert.InRange(model.Diagnostics["rate_penalty"], 10, 1e4);
        Assert.InRange(model.Diagnostics["rate_error"], 0.8, 1);
    }

    [Fact]
    public void SavedAndLoaded_ForecastsTheSameBytes_OnManyThreads_AndAllocatesNothing()
    {
        var data = Moving(6, 40, noise: 0.1, seed: 2);
        var trainer = new OpInfTrainer(Profile);
        var model = Train(data, Profile);
        // r + w·r·r + r·q(q + 1)/2 of profiles of 2, and as many of two rates with one state.
        Assert.Equal((2, 4), (model.Lag, model.LatentDimension));
        Assert.Equal(2 * (1 + 4 + 3) + 2 * (1 + 2 + 3), model.ParameterCount);
        model.Save(folder.Path);
        var loaded = (OpInfModel)trainer.Load(folder.Path);
        Assert.Equal(model.Diagnostics, loaded.Diagnostics);
        Assert.Equal(model.ParameterCount, loaded.ParameterCount);
        double[] expected = new double[800], again = new double[800];
        model.Forecast(data.Window(1, 2, 2), 200, expected);
        long before = GC.GetAllocatedBytesForCurrentThread();
        loaded.Forecast(data.Window(1, 2, 2), 200, again);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(MemoryMarshal.AsBytes<double>(expected).SequenceEqual(MemoryMarshal.AsBytes<double>(again)));
        Parallel.For(0, 32, _ =>
        {
            var forecast = new double[800];
            loaded.Forecast(data.Window(1, 2, 2), 200, forecast);
            Assert.Equal(expected, forecast);
        });
    }

    [Theory]
    [InlineData("rate_offset", new[] { 3.0 })]
    [InlineData("rate_offset", new[] { 0.5 })]
    [InlineData("rate_constant", new double[0])]
    [InlineData("rate_constant", new[] { 1.0, 2, 3 })]
    [InlineData("rate_linear", new[] { 1.0, double.NaN, 2, 3 })]
    [InlineData("rate_quadratic", null)]
    [InlineData("mean", new[] { 1.0, 2 })]
    public void FileThatContradictsItself_IsRefusedByName(string entry, double[]? values)
    {
        Train(Moving(6, 40, noise: 0.1, seed: 2), Profile).Save(folder.Path);
        string path = Path.Combine(folder.Path, "opinf_model.npz");
        ChangedFile.Replace(path, entry, values);
        var refusal = Assert.Throws<InvalidDataException>(() => new OpInfTrainer(Profile).Load(folder.Path));
        Assert.Contains(path, refusal.Message);
        Assert.Contains(entry == "rate_constant" && values!.Length > 0 ? "rate_" : entry, refusal.Message);
    }

    [Fact]
    public void StatesWithoutARate_OrWithNothingElse_AreRefusedWithTheRemedy()
    {
        var trainer = new OpInfTrainer(Profile);
        Assert.Null(trainer.RefusalOf([LatentChannel.Pod, LatentChannel.ShiftRate]));
        Assert.Null(new OpInfTrainer(new OpInfOptions()).RefusalOf([LatentChannel.Pod]));
        var refusal = trainer.RefusalOf([LatentChannel.Pod])!;
        Assert.Equal([nameof(OpInfOptions.ShiftRate)], refusal.MemberNames);
        Assert.Contains("set reduction.shift_forecast: rate", refusal.ErrorMessage);
        Assert.Contains("add pod to the channels", trainer.RefusalOf([LatentChannel.ShiftRate])!.ErrorMessage);
        var data = Moving(6, 40, noise: 0.1, seed: 2);
        Assert.Contains(
            "expected the channel shift_rate",
            Assert.Throws<ArgumentException>(() => Train(data.Select([LatentChannel.Pod]), Profile)).Message);
        Assert.Throws<ArgumentException>(() => Train(data.Select([LatentChannel.ShiftRate]), Profile));
    }

    [Fact]
    public void RateThatIsAlwaysTheSame_HasNoEquation()
    {
        var runs = PlantedMap.Runs(6, 40, noise: 0.05, seed: 1);
        var data = new LatentDataset(
            2, 1, runs, [new(LatentChannel.Pod, 0, 2), new(LatentChannel.ShiftRate, 2, 0)]);
        var model = Train(data, Profile);
        Assert.Null(model.Reconstruction);
        Assert.False(model.Diagnostics.ContainsKey("rate_error"));
        double[] with = new double[20], without = new double[20];
        model.Forecast(data.Window(0, 2, 2), 10, with);
        Train(new LatentDataset(2, 1, runs), Profile with { ShiftRate = ShiftRateRule.Dynamics })
            .Forecast(data.Window(0, 2, 2), 10, without);
        Assert.Equal(without, with);
    }

    public void Dispose() => folder.Dispose();

    private static OpInfModel Train(LatentDataset data, OpInfOptions options) =>
        (OpInfModel)new OpInfTrainer(options).Train(data, TrainingContext.Silent(7));

    /// <summary>Profiles of the planted map whose rate is a quadratic function of them.</summary>
    private static LatentDataset Moving(int runs, int frames, double noise, ulong seed)
    {
        var random = new RandomStream(seed + 100);
        return new LatentDataset(
            4, 1,
            PlantedMap.Runs(runs, frames, noise, seed).Select(run => run.Chunk(2).SelectMany(profile =>
                (double[])[.. profile, .. Rate(profile[0], profile[1]).Select(r => r + noise * random.NextGaussian())])
                .ToArray()),
            [new(LatentChannel.Pod, 0, 2), new(LatentChannel.ShiftRate, 2, 2)]);
    }

    private static double[] Rate(double x, double y) => [0.5 + x - 0.5 * x * y, 0.3 * y + 0.4 * x * x];

    private static void AssertNear(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-9 * Math.Max(1, Math.Abs(expected[i])));
    }
}
