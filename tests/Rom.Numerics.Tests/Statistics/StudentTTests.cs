using Rom.Numerics.Statistics;

namespace Rom.Numerics.Tests.Statistics;

public class StudentTTests
{
    // scipy.stats.t.ppf(0.975, ν) and (0.9995, ν).
    [Theory]
    [InlineData(0.95, 1, 12.706204736432095)]
    [InlineData(0.95, 2, 4.302652729911275)]
    [InlineData(0.95, 5, 2.5705818366147395)]
    [InlineData(0.95, 7, 2.3646242510102993)]
    [InlineData(0.95, 30, 2.0422724563012373)]
    [InlineData(0.95, 999, 1.9623414611334487)]
    [InlineData(0.999, 7, 5.407882520977668)]
    [InlineData(0.999, 8, 5.0413054333884535)]
    public void Quantiles_AreThoseOfSciPy(double confidence, int degrees, double expected) =>
        Assert.Equal(expected, StudentT.Quantile(confidence, degrees), 1e-9 * expected);

    // 2 · scipy.stats.t.sf(t, ν).
    [Theory]
    [InlineData(0, 7, 1)]
    [InlineData(1.5, 1, 0.3743340836219976)]
    [InlineData(-1.5, 4, 0.20799999999999982)]
    [InlineData(10, 9, 3.57823743192474e-06)]
    [InlineData(double.PositiveInfinity, 3, 0)]
    public void PValues_AreThoseOfSciPy(double t, int degrees, double expected) =>
        Assert.Equal(expected, StudentT.PValue(t, degrees), 1e-12);

    [Fact]
    public void NoDegreesOfFreedom_AndConfidencesThatAreNone_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.PValue(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Quantile(0.95, 0));
        Assert.All(
            [0, 1, -0.1, double.NaN],
            confidence => Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Quantile(confidence, 3)));
        Assert.Equal(double.NaN, StudentT.PValue(double.NaN, 3));
    }
}
