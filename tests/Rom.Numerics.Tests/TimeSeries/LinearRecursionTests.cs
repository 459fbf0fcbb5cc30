using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Rom.Numerics.Tests.TimeSeries;

/// <summary>Eigenvalues, bounds and the kept state of y_k = c + A_2 y_(k−2) + A_1 y_(k−1).</summary>
public class LinearRecursionTests
{
    // y_k = 1.5 y_(k−1) − 0.5625 y_(k−2): λ² − 1.5 λ + 0.5625 = (λ − 0.75)².
    private static readonly double[] Double = [-0.5625, 1.5];

    [Fact]
    public void Companion_ShiftsAWindow_AndAppendsTheNextState() =>
        Assert.Equal(
            [0, 0, 1, 0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8],
            LinearRecursion.Companion([1, 2, 3, 4, 5, 6, 7, 8], 2));

    [Fact]
    public void SpectralRadius_IsTheLargestRootOfTheCharacteristicPolynomial()
    {
        Assert.Equal(0.75, LinearRecursion.SpectralRadius(Double, 1), 1e-7); // a double root has half the digits
        Assert.Equal(0.9, LinearRecursion.SpectralRadius([0.81, 0], 1), 1e-14); // ± 0.9
    }

    // A_j ← s^j A_j with s = 0.5/0.9.
    [Fact]
    public void ScaledWithin_MultipliesEveryEigenvalueByOneFactor()
    {
        double[] scaled = LinearRecursion.ScaledWithin([0.81, 0], 1, 0.5);
        Assert.Equal([0.25, 0], scaled, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.True(LinearRecursion.SpectralRadius(scaled, 1) <= 0.5);
        Assert.Same(Double, LinearRecursion.ScaledWithin(Double, 1, 0.8));
    }

    [Fact]
    public void MeanWithin_IsTheStateThatTheRecursionKeeps_ProjectedOntoTheRange()
    {
        double[] a = [0.1, 0, 0.2, -0.3, 0.4, 0.2, 0, 0.5], mean = [3, -2];
        double[] c = LinearRecursion.Intercept(a, mean);
        // m = c + (A_2 + A_1) m
        Assert.Equal(3, c[0] + (0.1 + 0.2) * 3 + (0 - 0.3) * -2, 1e-14);
        Assert.Equal(-2, c[1] + (0.4 + 0) * 3 + (0.2 + 0.5) * -2, 1e-14);
        var wide = new ColumnRange([-9, -9], [9, 9]);
        Assert.Equal(mean, LinearRecursion.MeanWithin(a, c, wide), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(1, LinearRecursion.MeanWithin(a, c, new ColumnRange([-9, -9], [1, 9]))[0]);
    }
}
