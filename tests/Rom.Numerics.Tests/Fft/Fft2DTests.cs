using FsCheck.Xunit;
using Rom.Numerics.Fft;
using Rom.Numerics.Tests.LinearAlgebra;

namespace Rom.Numerics.Tests.Fft;

public class Fft2DTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(4, 5)]
    [InlineData(7, 1)]
    [InlineData(1, 8)]
    [InlineData(9, 16)]
    [InlineData(25, 6)]
    [InlineData(13, 22)]
    [InlineData(49, 17)]
    [InlineData(32, 30)]
    public void Forward_IsTheDefinition(int ny, int nx)
    {
        double[] re = RandomArrays.Gaussian(1, ny * nx), im = RandomArrays.Gaussian(2, ny * nx);
        var (expectedRe, expectedIm) = Definition(re, im, ny, nx);
        var fft = new Fft2D(ny, nx);

        fft.Forward(re, im, new double[fft.ScratchLength]);

        double tolerance = 1e-14 * ny * nx;
        Assert.True(Naive.LargestDifference(expectedRe, re) < tolerance);
        Assert.True(Naive.LargestDifference(expectedIm, im) < tolerance);
    }

    [Property(MaxTest = 60)]
    public void Inverse_OfForward_IsTheFieldWhateverTheScratchHeld(byte rows, byte columns)
    {
        int ny = rows % 130 + 1, nx = columns % 130 + 1;
        double[] re = RandomArrays.Gaussian(3, ny * nx), im = RandomArrays.Gaussian(4, ny * nx);
        double[] fieldRe = [.. re], fieldIm = [.. im];
        var fft = new Fft2D(ny, nx);
        var scratch = new double[fft.ScratchLength];
        Array.Fill(scratch, double.NaN);

        fft.Forward(re, im, scratch);
        double energy = re.Sum(v => v * v) + im.Sum(v => v * v);
        fft.Inverse(re, im, scratch);

        Assert.True(Naive.LargestDifference(fieldRe, re) < 1e-13);
        Assert.True(Naive.LargestDifference(fieldIm, im) < 1e-13);
        double expected = fieldRe.Sum(v => v * v) + fieldIm.Sum(v => v * v);
        Assert.Equal(1, energy / (expected * ny * nx), 1e-12); // Parseval
    }

    [Fact]
    public void Forward_FromManyThreads_GivesTheSameBits()
    {
        const int ny = 48, nx = 35;
        var fft = new Fft2D(ny, nx);
        double[] Transform(int _)
        {
            double[] re = RandomArrays.Gaussian(5, ny * nx), im = RandomArrays.Gaussian(6, ny * nx);
            fft.Forward(re, im, new double[fft.ScratchLength]);
            return [.. re, .. im];
        }
        double[] alone = Transform(0);
        var together = new double[8][];
        Parallel.For(0, together.Length, i => together[i] = Transform(i));
        Assert.All(together, spectrum => Assert.Equal(alone, spectrum));
    }

    [Fact]
    public void Forward_WithALengthThatDoesNotFit_IsRefused()
    {
        var fft = new Fft2D(3, 4);
        int scratch = fft.ScratchLength;
        Assert.Throws<ArgumentException>(() => fft.Forward(new double[11], new double[12], new double[scratch]));
        Assert.Throws<ArgumentException>(() => fft.Forward(new double[12], new double[13], new double[scratch]));
        Assert.Throws<ArgumentException>(() => fft.Forward(new double[12], new double[12], new double[scratch - 1]));
    }

    private static (double[] Re, double[] Im) Definition(double[] re, double[] im, int ny, int nx)
    {
        var (sumRe, sumIm) = (new double[ny * nx], new double[ny * nx]);
        for (int k = 0; k < ny * nx; k++)
        {
            for (int i = 0; i < ny * nx; i++)
            {
                double turns = k / nx * (i / nx) % ny / (double)ny + k % nx * (i % nx) % nx / (double)nx;
                var (sin, cos) = double.SinCosPi(-2 * turns);
                sumRe[k] += re[i] * cos - im[i] * sin;
                sumIm[k] += re[i] * sin + im[i] * cos;
            }
        }
        return (sumRe, sumIm);
    }
}
