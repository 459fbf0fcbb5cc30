using FsCheck.Xunit;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Kde.Tests;

public class FilterTests
{
    [Property(MaxTest = 200)]
    public void AlongY_AgreesWithTheScalarSums(
        ushort seed, byte rowSeed, byte columnSeed, byte sigmaSeed, bool periodic)
    {
        // Kernels longer than the field among them.
        var (rows, columns, sigma) = (1 + rowSeed % 20, 1 + columnSeed % 40, sigmaSeed / 16.0);
        var filter = new FilterAlongY(new GaussianKernel(sigma), rows, columns, BoundaryOf(periodic));
        double[] field = RandomField(rows * columns, seed);
        double[] expected = new double[field.Length], found = new double[field.Length];
        filter.ApplyScalar(field, expected);
        filter.Apply(field, found, CancellationToken.None);
        for (int i = 0; i < field.Length; i++) Assert.Equal(expected[i], found[i], 1e-14);
    }

    [Property(MaxTest = 200)]
    public void AlongX_AgreesWithTheScalarSums(
        ushort seed, byte rowSeed, byte columnSeed, byte sigmaSeed, bool periodic)
    {
        var (rows, columns, sigma) = (1 + rowSeed % 20, 1 + columnSeed % 40, sigmaSeed / 16.0);
        var filter = new FilterAlongX(new GaussianKernel(sigma), columns, BoundaryOf(periodic));
        double[] field = [.. RandomField(rows * columns, seed).Select(value => Math.Floor(2.5 * value))];
        double[] expected = new double[field.Length], found = new double[field.Length];
        filter.ApplyScalar(field, 0.5, expected);
        filter.Apply(field, 0.5, found, CancellationToken.None);
        for (int i = 0; i < field.Length; i++) Assert.Equal(expected[i], found[i], 1e-14);
    }

    [Theory]
    [InlineData(Boundary.Periodic)]
    [InlineData(Boundary.Reflecting)]
    public void ShortKernel_IsItsDefinition(Boundary boundary)
    {
        var kernel = new GaussianKernel(0.25);
        Assert.Equal(1, kernel.Radius);
        double side = kernel.Weights[1], middle = kernel.Weights[0];
        double[] expected = boundary == Boundary.Periodic
            ? [middle + 8 * side, side, 8 * side, 8 * middle + side]
            : [middle + side, side, 8 * side, 8 * middle + 8 * side];
        double[] alongX = new double[4], alongY = new double[4];
        new FilterAlongX(kernel, 4, boundary).Apply([1, 0, 0, 8], 1, alongX, CancellationToken.None);
        new FilterAlongY(kernel, 4, 1, boundary).Apply([1, 0, 0, 8], alongY, CancellationToken.None);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(expected[i], alongX[i], 1e-15);
            Assert.Equal(expected[i], alongY[i], 1e-15);
        }
    }

    [Fact]
    public void PeriodicKernelFarLongerThanTheField_GivesTheMean()
    {
        var kernel = new GaussianKernel(50);
        double[] alongX = new double[3], alongY = new double[3];
        new FilterAlongX(kernel, 3, Boundary.Periodic).Apply([1, 2, 6], 1, alongX, CancellationToken.None);
        new FilterAlongY(kernel, 3, 1, Boundary.Periodic).Apply([1, 2, 6], alongY, CancellationToken.None);
        Assert.All(alongX.Concat(alongY), value => Assert.Equal(3, value, 1e-3));
    }

    [Fact]
    public void Apply_Cancelled_Ends()
    {
        var kernel = new GaussianKernel(1);
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(
            () => new FilterAlongX(kernel, 2, Boundary.Periodic).Apply([1, 2], 1, new double[2], cancelled));
        Assert.Throws<OperationCanceledException>(
            () => new FilterAlongY(kernel, 2, 1, Boundary.Periodic).Apply([1, 2], new double[2], cancelled));
    }

    private static Boundary BoundaryOf(bool periodic) => periodic ? Boundary.Periodic : Boundary.Reflecting;

    private static double[] RandomField(int length, ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextDouble())];
    }
}
