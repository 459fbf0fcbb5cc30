using FsCheck.Xunit;
using Rom.Forecasting.Lifting;
using Rom.Numerics.Npz;

namespace RomHost.Tests.Evaluation;

public sealed class MassConstraintTests
{
    private const int Frames = 9;
    private const int Cells = 16 * 20;

    private readonly NpzReader golden = NpzReader.Open(GoldenFile.At("metrics.npz"));

    [Fact]
    public void ClampAndRenormalise_EqualsTheGoldenFields() =>
        AssertGolden("clamp_renormalised", (field, _) => MassConstraint.ClampAndRenormalise(field));

    [Fact]
    public void Scale_EqualsTheGoldenFields() => AssertGolden("scaled", MassConstraint.Scale);

    [Fact]
    public void ProjectOntoSimplex_EqualsTheGoldenFields() =>
        AssertGolden(
            "simplex", (field, mass) => MassConstraint.ProjectOntoSimplex(field, mass, new double[field.Length]));

    [Property]
    public bool ProjectOntoSimplex_IsNowhereNegative_AndHasTheMass(int[] seeds, byte massSeed)
    {
        if (seeds.Length == 0) return true;
        double[] field = [.. seeds.Select(seed => seed % 1000 / 100.0)];
        double mass = 0.1 + massSeed;
        MassConstraint.ProjectOntoSimplex(field, mass, new double[field.Length]);
        return field.All(value => value >= 0)
            && Math.Abs(field.Sum() - mass) <= 1e-12 * Math.Max(mass, seeds.Length * 10);
    }

    [Property]
    public bool ProjectOntoSimplex_IsIdempotent(int[] seeds, byte massSeed)
    {
        if (seeds.Length == 0) return true;
        double[] once = [.. seeds.Select(seed => seed % 1000 / 100.0)];
        double mass = 0.1 + massSeed;
        MassConstraint.ProjectOntoSimplex(once, mass, new double[once.Length]);
        double[] twice = [.. once];
        MassConstraint.ProjectOntoSimplex(twice, mass, new double[twice.Length]);
        return once.Zip(twice).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-12 * mass);
    }

    [Fact]
    public void Scale_OfAFieldWithNothingPositive_StaysEmpty_AndFinite()
    {
        double[] field = [-1, -2, 0];
        MassConstraint.Scale(field, 3);
        Assert.Equal([0, 0, 0], field);
    }

    [Theory]
    [InlineData(MassCorrection.Scale)]
    [InlineData(MassCorrection.Simplex)]
    public void AfterAnEmptyFrame_TheForecastIsEmpty_WhicheverTheCorrection(MassCorrection correction)
    {
        foreach (var clamp in Enum.GetValues<Clamp>())
        {
            double[] field = [1, -2, 0.5, 0, 1e-300];
            new MassConstraint(clamp, correction).Apply(field, MassConstraint.MassOf(new float[5]), new double[5]);
            Assert.Equal([0, 0, 0, 0, 0], field);
        }
    }

    [Fact]
    public void ClampAndRenormalise_OfNegativeMass_OnlyClamps()
    {
        double[] field = [1, -3, 0.5];
        MassConstraint.ClampAndRenormalise(field);
        Assert.Equal([1, 0, 0.5], field);
    }

    // The quotient of the masses, or the sum of the cells, is beyond what a double holds.
    [Theory]
    [InlineData(new[] { double.Epsilon, 0, 0, 3 * double.Epsilon }, 8.0, new[] { 2.0, 0, 0, 6 })]
    [InlineData(new[] { 1e-310, -1, 0, 1e-310 }, 1e3, new[] { 500.0, 0, 0, 500 })]
    [InlineData(new[] { 1e308, 1e308, -1e308, 0 }, 3.0, new[] { 1.5, 1.5, 0, 0 })]
    [InlineData(new[] { 1.0, 3, 0, 0 }, 1e-310, new[] { 0.25e-310, 0.75e-310, 0, 0 })]
    public void Scale_OfTinyOrHugeFields_GivesTheMass(double[] field, double mass, double[] expected)
    {
        MassConstraint.Scale(field, mass);
        Assert.All(expected.Zip(field), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * mass));
    }

    private delegate void Constraint(Span<double> field, double mass);

    private void AssertGolden(string name, Constraint constrain)
    {
        double[] prediction = golden.ReadDoubles("prediction"), expected = golden.ReadDoubles(name);
        double mass = golden.ReadScalar("mass_target"), peak = expected.Max();
        for (int t = 0; t < Frames; t++) constrain(prediction.AsSpan(t * Cells, Cells), mass);
        for (int i = 0; i < prediction.Length; i++) Assert.Equal(expected[i], prediction[i], 1e-12 * peak);
    }
}
