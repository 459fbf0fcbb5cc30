using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using Rom.Numerics.RandomNumbers;
using RomHost.Selection;

namespace RomHost.Tests.Selection;

public sealed class LinearStabilityTests
{
    private const int R = 2, Lag = 2, Runs = 6, Start = 3, First = 12, Steps = 400;

    [Fact]
    public void OfForecastsThatDecay_AllAreProved_AndWhatIsProvedIsTrue()
    {
        var random = new RandomStream(4);
        var data = Data(random);
        var bound = StabilityBound.Of(data, [.. Enumerable.Range(0, Runs)], 5);
        int proved = 0, refused = 0;
        for (int trial = 0; trial < 60; trial++)
        {
            double size = 0.3 + 0.02 * trial; // from quick decay to quick growth
            var model = new Recursion(
                [.. Enumerable.Range(0, Lag * R * R).Select(_ => size * random.NextGaussian() / 2)],
                [0.1 * random.NextGaussian(), 0.1]);
            bool[] found = Proofs(model, data, bound) ?? new bool[Runs];
            for (int run = 0; run < Runs; run++)
            {
                var states = new double[Steps * R];
                model.Forecast(data.Window(run, Start, Lag), Steps, states);
                bool stays = bound.FirstBeyond(states) is null;
                Assert.True(stays || !found[run], $"trial {trial}, run {run}");
                (proved, refused) = (proved + (found[run] ? 1 : 0), refused + (stays && !found[run] ? 1 : 0));
                if (trial == 0) Assert.True(found[run]);
            }
        }
        Assert.True(proved > 3 * refused, $"{proved} proved, {refused} not");
    }

    // Its first steps are those of the coefficients, or its coefficients those of another model.
    [Fact]
    public void OfAModelThatDoesNotFollowItsCoefficients_NothingIsProved()
    {
        var data = Data(new RandomStream(4));
        var bound = StabilityBound.Of(data, [.. Enumerable.Range(0, Runs)], 5);
        double[] shown = [0.3, 0, 0, 0.3, 0.1, 0, 0, 0.1];
        Assert.DoesNotContain(false, Proofs(new Recursion(shown, [0, 0]), data, bound)!);
        var other = new Recursion([0.31, .. shown[1..]], [0, 0]) { Shown = shown };
        Assert.True(Proofs(other, data, bound)?.Contains(true) != true);
    }

    // As the plugin linear does beyond the training runs.
    [Theory]
    [InlineData(First + 1)]
    [InlineData(Steps / 2)]
    [InlineData(Steps - 1)]
    public void AClosedLoopThatEndsByARule_HasNoProofs(int end)
    {
        var data = Data(new RandomStream(4));
        var bound = StabilityBound.Of(data, [.. Enumerable.Range(0, Runs)], 5);
        double[] coefficients = [0.3, 0, 0, 0.3, 0.1, 0, 0, 0.1];
        Assert.Null(Proofs(new Recursion(coefficients, [0, 0]) { EndsAt = end }, data, bound));
        Assert.NotNull(Proofs(new Recursion(coefficients, [0, 0]) { EndsAt = Steps }, data, bound));
    }

    [Fact]
    public void AModelThatShowsNoCoefficients_OrTooMany_HasNoProofs()
    {
        var data = Data(new RandomStream(4));
        var bound = StabilityBound.Of(data, [.. Enumerable.Range(0, Runs)], 5);
        var linear = new Recursion(new double[Lag * R * R], [0, 0]);
        Assert.NotNull(Proofs(linear, data, bound));
        Assert.Null(Proofs(new Recursion(new double[Lag * R * R], [0, 0]) { Shown = new double[3] }, data, bound));
        Assert.Null(LinearStability.Of(linear, data, [0], Start, Steps, Steps - First, bound)); // no wrapper
        Assert.Null(LinearStability.Of( // nothing to save
            new CheckedModel(linear, Lag, R), data, [0, 1], Start, First + 1, 1, bound));
    }

    [Fact]
    public void OfConstantData_WhatIsProvedIsTrueAllTheSame()
    {
        var data = new LatentDataset(R, 1, Enumerable.Range(0, Runs).Select(_ => Enumerable.Repeat(2.0, 40).ToArray()));
        var bound = StabilityBound.Of(data, [.. Enumerable.Range(0, Runs)], 5);
        foreach (double value in (double[])[2, 2 + 1e-9, 3, double.NaN])
        {
            var model = new Recursion(new double[Lag * R * R], [value, 2]);
            var states = new double[Steps * R];
            model.Forecast(data.Window(0, Start, Lag), Steps, states);
            bool stays = bound.FirstBeyond(states) is null;
            Assert.True(stays || Proofs(model, data, bound)?.Contains(true) != true, $"{value}");
        }
    }

    private static LatentDataset Data(RandomStream random) => new(
        R, 1, Enumerable.Range(0, Runs).Select(_ => Enumerable.Range(0, 20 * R).Select(_ => random.NextGaussian())
            .ToArray()));

    private static bool[]? Proofs(Recursion model, LatentDataset data, StabilityBound bound)
    {
        var stability = LinearStability.Of(
            new CheckedModel(model, Lag, R), data, [.. Enumerable.Range(0, Runs)], Start, Steps, Steps - First, bound);
        for (int run = 0; run < Runs; run++)
        {
            var states = new double[First * R];
            model.Forecast(data.Window(run, Start, Lag), First, states);
            stability?.Begin(run, states);
        }
        return stability?.Proved();
    }

    private sealed class Recursion(double[] coefficients, double[] intercept) : ILinearModel
    {
        public double[]? Shown { get; init; }

        public int EndsAt { get; init; } = int.MaxValue;

        public int Lag => LinearStabilityTests.Lag;

        public int LatentDimension => R;

        public long ParameterCount => 0;

        public ModelComplexity Complexity { get; } = new(0, "O(1)", "O(1)", new Dictionary<string, long>());

        public double[] CoefficientMatrices() => [.. Shown ?? coefficients];

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
        {
            double[] known = [.. window, .. new double[steps * R]];
            for (int k = 0; k < steps; k++)
            {
                for (int c = 0; c < R; c++)
                {
                    double next = intercept[c];
                    for (int j = 0; j < Lag; j++)
                    {
                        for (int i = 0; i < R; i++)
                            next += coefficients[(j * R + c) * R + i] * known[(Lag + k - 1 - j) * R + i];
                    }
                    known[(Lag + k) * R + c] = next;
                }
            }
            for (int i = R * Math.Min(steps, EndsAt); i < steps * R; i++) known[Lag * R + i] = 0.5;
            known.AsSpan(Lag * R).CopyTo(forecast);
        }

        public void Save(string directory) => throw new NotSupportedException();
    }
}
