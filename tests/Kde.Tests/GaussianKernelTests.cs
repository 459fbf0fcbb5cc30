namespace Kde.Tests;

public class GaussianKernelTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.125, 1)]
    [InlineData(2.3, 9)]
    [InlineData(5, 20)]
    public void Radius_IsFourSigmaRounded(double sigma, int radius) =>
        Assert.Equal(radius, new GaussianKernel(sigma).Radius);

    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Weights_FallOffAndSumToOne(double sigma)
    {
        double[] weights = new GaussianKernel(sigma).Weights.ToArray();
        Assert.Equal(1, weights[0] + 2 * weights.Skip(1).Sum(), 1e-13);
        Assert.Equal(weights.OrderDescending(), weights);
        for (int k = 1; k < weights.Length; k++)
            Assert.Equal(Math.Exp(-0.5 * k * k / (sigma * sigma)), weights[k] / weights[0], 1e-14);
    }
}
