using System.Numerics;
using System.Text.Json.Nodes;
using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using RomHost.Models;

namespace RomHost.Tests.Models;

/// <summary>What a model that is a linear recursion tells the report.</summary>
public sealed class LinearModelTests
{
    private readonly Listener<string> doubts = new();

    [Fact]
    public void ALinearModel_HasTheEigenvaluesOfItsRecursion()
    {
        var values = EigenvaluesOf(new Recursion([1, -0.5]))!; // y_k = y_(k−1) − ½ y_(k−2): λ = ½ ± ½ i
        Assert.Equal(
            [(0.5, 0.5), (0.5, -0.5)],
            values.Select(value => (Math.Round(value.Real, 12), Math.Round(value.Imaginary, 12))));
    }

    [Fact]
    public void AModelThatShowsNoCoefficients_HasNoEigenvalues_AsOneThatWasBuiltBefore()
    {
        Assert.Null(EigenvaluesOf(new Opaque()));
        Assert.Empty(doubts.Heard);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-1)]
    public void CoefficientsOfAnotherLength_BreakTheContract(int count)
    {
        var model = new Recursion([1, -0.5]) { Shown = count < 0 ? null : new double[count] };
        var breach = Assert.Throws<ContractBreachException>(() => EigenvaluesOf(model));
        Assert.Equal(
            $"CoefficientMatrices: expected 2 × 1 × 1 values, found {(count < 0 ? "null" : count)}", breach.Message);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void CoefficientsThatAreNotFinite_AreADoubt(double value)
    {
        Assert.Null(EigenvaluesOf(new Recursion([value])));
        Assert.StartsWith("the report shows no eigenvalues", Assert.Single(doubts.Heard), StringComparison.Ordinal);
    }

    [Fact]
    public void OfAMatrixThatWouldTakeLong_NothingIsShown()
    {
        Assert.Null(EigenvaluesOf(new Recursion(new double[1501])));
        Assert.Empty(doubts.Heard);
    }

    [Fact]
    public void Facts_KeepWhatTheReportShows()
    {
        Complex[] values = [new(0.5, 0.1), new(0.5, -0.1), -2];
        var facts = TrainingFacts.Of(new Opaque()) with { TrainingLog = "epochs.csv", CompanionEigenvalues = values };
        var read = TrainingFacts.FromJson(JsonNode.Parse(facts.ToJson().ToJsonString())!.AsObject());
        Assert.Equal("epochs.csv", read.TrainingLog);
        Assert.Equal(values, read.CompanionEigenvalues!);
        // In the same process too, where they never were a text.
        Assert.Equal(values, TrainingFacts.FromJson(facts.ToJson()).CompanionEigenvalues!);
        Assert.DoesNotContain("companion_eigenvalues", TrainingFacts.Of(new Opaque()).ToJson().ToJsonString());
    }

    [Theory]
    [InlineData("7")]
    [InlineData("[1]")]
    [InlineData("[[1, 2, 3]]")]
    [InlineData("[[1, \"x\"]]")]
    [InlineData("[[1, null]]")]
    [InlineData("[{}]")]
    public void WhatIsNoPairsOfNumbers_IsNone(string json) =>
        Assert.Null(CompanionEigenvalues.FromJson(JsonNode.Parse(json)));

    private IReadOnlyList<Complex>? EigenvaluesOf(IRomModel model) =>
        CompanionEigenvalues.Of(new CheckedModel(model, model.Lag, model.LatentDimension), doubts);

    private class Opaque : IRomModel
    {
        public virtual int Lag { get; } = 1;

        public int LatentDimension => 1;

        public long ParameterCount => Lag;

        public ModelComplexity Complexity => new(1, "O(1)", "O(1)", new Dictionary<string, long>());

        public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast) =>
            throw new NotSupportedException();

        public void Save(string directory) => throw new NotSupportedException();
    }

    private sealed class Recursion(double[] coefficients) : Opaque, ILinearModel
    {
        public double[]? Shown { get; init; } = coefficients;

        public override int Lag { get; } = coefficients.Length;

        public double[] CoefficientMatrices() => Shown!;
    }
}
