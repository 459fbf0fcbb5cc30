using FsCheck.Xunit;
using Rom.Abstractions;

namespace Mvar.Tests;

/// <summary>Spectral radii, and their reduction.</summary>
public class StabilityTests
{
    private static MvarModel Train(LatentDataset data, MvarOptions options) =>
        (MvarModel)new MvarTrainer(options).Train(data, TrainingContext.Silent(0));

    [Fact]
    public void SpectralRadius_IsTheLargestRootOfTheCharacteristicPolynomial()
    {
        // z² = 1.5 z − 0.7: a conjugate pair with |z|² = 0.7.
        Assert.Equal(Math.Sqrt(0.7), Stabilisation.SpectralRadius([-0.7, 1.5], 1), 1e-14);
        // z³ = 8: oldest first.
        Assert.Equal(2, Stabilisation.SpectralRadius([8, 0, 0], 1), 1e-13);
    }

    [Property(MaxTest = 40)]
    public void Scaling_MultipliesTheSpectralRadius(byte dimension, byte lag, ulong seed)
    {
        int r = 1 + dimension % 4, w = 1 + lag % 4;
        double[] coefficients = RandomCoefficients.Gaussian(r * r * w, 1, seed);
        double radius = Stabilisation.SpectralRadius(coefficients, r);
        double scaled = Stabilisation.SpectralRadius(Stabilisation.Scaled(coefficients, r, 0.7), r);
        Assert.Equal(0.7 * radius, scaled, 1e-5 * radius); // a nearly multiple eigenvalue keeps few digits
    }

    [Property(MaxTest = 40)]
    public void BothCures_LeaveNoEigenvalueOutside(byte dimension, byte lag, ulong seed)
    {
        int r = 1 + dimension % 5, w = 1 + lag % 4;
        double[] coefficients = RandomCoefficients.Gaussian(r * r * w, 2, seed);
        double radius = Stabilisation.SpectralRadius(coefficients, r);
        Assert.True(Stabilisation.SpectralRadius(Stabilisation.Projected(coefficients, r), r) <= 1);
        Assert.True(Stabilisation.SpectralRadius(Stabilisation.ScaledTo(coefficients, r, radius, 0.9), r) <= 0.9);
    }

    [Fact]
    public void Projection_MovesOnlyTheEigenvaluesOutside()
    {
        // One lag: the companion matrix is A_1, eigenvalues 2 and ½ with eigenvectors (1, 0) and (1, −1).
        double[] projected = Stabilisation.Projected([2, 1.5, 0, 0.5], 2);
        double[] expected = [1, 0.5, 0, 0.5];
        for (int i = 0; i < 4; i++) Assert.Equal(expected[i], projected[i], 1e-12);
    }

    [Fact]
    public void Projection_OfARotation_KeepsItsAngle()
    {
        double[] expected = [Math.Cos(0.3), -Math.Sin(0.3), Math.Sin(0.3), Math.Cos(0.3)];
        double[] projected = Stabilisation.Projected([.. expected.Select(value => 1.2 * value)], 2);
        for (int i = 0; i < 4; i++) Assert.Equal(expected[i], projected[i], 1e-10);
    }

    [Fact]
    public void Projection_WithoutABasisOfEigenvectors_Scales()
    {
        double[] projected = Stabilisation.Projected([1.25, 1, 0, 1.25], 2); // a Jordan block
        double[] expected = [1, 0.8, 0, 1];
        for (int i = 0; i < 4; i++) Assert.Equal(expected[i], projected[i], 1e-6);
        Assert.True(Stabilisation.SpectralRadius(projected, 2) <= 1);
    }

    [Theory]
    [InlineData(Stability.None, 1.04)]
    [InlineData(Stability.Scale, 0.97)]
    [InlineData(Stability.Project, 1)]
    public void TrainedModel_HasTheRadiusItsOptionAsksFor(Stability stability, double expected)
    {
        var growing = new PlantedProcess([[1.04, 0.1, 0, 0.6]], [0.2, 0.5]);
        var data = growing.Data(4, 40, noise: 0, seed: 1);
        var model = Train(
            data, new MvarOptions { Lag = 1, RidgeAlpha = 0, Stability = stability, StabilityThreshold = 0.97 });
        Assert.Equal(1.04, model.Diagnostics["rho_before"], 1e-8);
        Assert.Equal(expected, model.Diagnostics["rho_after"], 1e-8);
        Assert.Equal(1, model.Diagnostics["eigenvalues_outside"]);
        Assert.True(stability == Stability.None || model.Diagnostics["rho_after"] <= expected);
    }

    [Fact]
    public void ScaledModel_StillPredictsTheMeanAtTheMean()
    {
        var growing = new PlantedProcess([[1.04, 0.1, 0, 0.6]], [0.2, 0.5]);
        var data = growing.Data(4, 40, noise: 0, seed: 1);
        var model = Train(data, new MvarOptions { Lag = 1, Stability = Stability.Scale });
        var moments = WindowMoments.Of(data, 1, TestContext.Current.CancellationToken);
        var next = new double[2];
        model.Forecast(moments.Mean[..2], 1, next);
        Assert.Equal(moments.Mean[2], next[0], 1e-10);
        Assert.Equal(moments.Mean[3], next[1], 1e-10);
    }

    [Fact]
    public void StableModel_IsLeftAlone()
    {
        var data = PlantedProcess.OfTwoLags.Data(6, 60, noise: 0.3, seed: 2);
        var plain = Train(data, new MvarOptions());
        foreach (var stability in new[] { Stability.Scale, Stability.Project })
        {
            var cured = Train(data, new MvarOptions { Stability = stability });
            Assert.Equal(plain.Coefficients, cured.Coefficients);
        }
    }
}
