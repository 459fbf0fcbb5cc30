using FsCheck.Xunit;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Kde.Tests;

public class AxisFilterTests
{
    [Property(MaxTest = 200)]
    public void Apply_AgreesWithTheScalarSums(ushort seed, byte rowSeed, byte columnSeed, byte sigmaSeed, bool periodic)
    {
        // Kernels longer than the field among them.
        var (rows, columns, sigma) = (1 + rowSeed % 20, 1 + columnSeed % 40, sigmaSeed / 16.0);
        var filter = new AxisFilter(
            new GaussianKernel(sigma), rows, periodic ? Boundary.Periodic : Boundary.Reflecting);
        double[] field = RandomField(rows * columns, seed);
        double[] expected = new double[field.Length], found = new double[field.Length];
        filter.ApplyScalar(field, expected);
        filter.Apply(field, found, CancellationToken.None);
        for (int i = 0; i < field.Length; i++) Assert.Equal(expected[i], found[i], 1e-14);
    }

    [Theory]
    [InlineData(Boundary.Periodic)]
    [InlineData(Boundary.Reflecting)]
    public void Apply_ShortKernel_IsItsDefinition(Boundary boundary)
    {
        var kernel = new GaussianKernel(0.25);
        Assert.Equal(1, kernel.Radius);
        double side = kernel.Weights[1], middle = kernel.Weights[0];
        double[] found = new double[4];
        new AxisFilter(kernel, 4, boundary).Apply([1, 0, 0, 8], found, CancellationToken.None);
        double[] expected = boundary == Boundary.Periodic
            ? [middle + 8 * side, side, 8 * side, 8 * middle + side]
            : [middle + side, side, 8 * side, 8 * middle + 8 * side];
        for (int i = 0; i < 4; i++) Assert.Equal(expected[i], found[i], 1e-15);
    }

    [Fact]
    public void Apply_PeriodicKernelFarLongerThanTheField_GivesTheMean()
    {
        double[] found = new double[3];
        new AxisFilter(new GaussianKernel(50), 3, Boundary.Periodic).Apply([1, 2, 6], found, CancellationToken.None);
        Assert.All(found, value => Assert.Equal(3, value, 1e-3));
    }

    [Fact]
    public void Apply_Cancelled_Ends() => Assert.Throws<OperationCanceledException>(() =>
        new AxisFilter(new GaussianKernel(1), 2, Boundary.Periodic).Apply([1, 2], new double[2], new CancellationToken(true)));

    private static double[] RandomField(int length, ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextDouble())];
    }
}
