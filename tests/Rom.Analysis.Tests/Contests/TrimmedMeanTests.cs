using Rom.Analysis.Contests;

namespace Rom.Analysis.Tests.Contests;

public class TrimmedMeanTests
{
    // scipy.stats.trim_mean(x, 0.2); the error is that of scipy.stats.ttest_ind(x, x + 3, equal_var=False, trim=0.2),
    // Yuen's test, whose statistic is −3/(√2 s).
    [Fact]
    public void MeanAndError_AreThoseOfSciPy()
    {
        var centre = TrimmedMean.Of([0.3, -1.2, 2.5, 0.7, -0.1, 9.0, 0.2, 0.4, -5.5, 1.1, 0.6]);
        Assert.Equal(0.45714285714285713, centre.Mean, 1e-15);
        Assert.Equal(-8.983680856927766, -3 / (Math.Sqrt(2) * centre.StandardError), 1e-12);
        Assert.Equal(6, centre.DegreesOfFreedom);
    }

    [Fact]
    public void BelowFiveValues_ItIsTheOrdinaryMean()
    {
        var centre = TrimmedMean.Of([4, 1, 2, 9]);
        Assert.Equal((4, 3), (centre.Mean, centre.DegreesOfFreedom));
        Assert.Equal(Math.Sqrt((0 + 9 + 4 + 25) / 3.0 / 4), centre.StandardError, 1e-15);
    }

    [Fact]
    public void EqualValues_HaveNoError_AndOneHasAnUnknownOne()
    {
        Assert.Equal(new TrimmedMean(2, 0, 3), TrimmedMean.Of([2, 2, 2, 2, 2, 2]));
        Assert.True(double.IsNaN(TrimmedMean.Of([2]).StandardError));
    }
}
