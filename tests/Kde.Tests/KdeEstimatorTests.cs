using System.Runtime.InteropServices;
using FsCheck.Xunit;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Kde.Tests;

[Collection(CountedAllocations.Name)]
public class KdeEstimatorTests
{
    private static readonly Domain Torus = new(25, 20, Boundary.Periodic);

    [Property(MaxTest = 50)]
    public void Mass_OnATorus_IsTheNumberOfParticles(ushort seed, byte count, byte nx, byte ny, byte bandwidth)
    {
        var options = new KdeOptions { Nx = 1 + nx % 70, Ny = 1 + ny % 70, Bandwidth = bandwidth / 20.0 };
        DensityMovie movie = Estimate(options, Torus, Scatter(count, Torus, seed));
        Assert.Equal(count, Mass(movie, 0), 1e-5 * (1 + count));
    }

    [Property(MaxTest = 50)]
    public void Mass_OnATorus_InDoublePrecision_IsExactToRounding(ushort seed, byte count, byte bandwidth)
    {
        var grid = new Grid(Torus, 48, 33);
        ReadOnlySpan<double> density =
            new FrameEstimator(grid, bandwidth / 20.0).Estimate(Scatter(count, Torus, seed), CancellationToken.None);
        double mass = 0;
        foreach (double value in density) mass += value * grid.CellArea;
        Assert.Equal(count, mass, 1e-12 * (1 + count));
    }

    [Property(MaxTest = 50)]
    public void Densities_AreNeverNegative(ushort seed, byte count, byte bandwidth, bool periodic)
    {
        var domain = new Domain(25, 20, periodic ? Boundary.Periodic : Boundary.Reflecting);
        DensityMovie movie = Estimate(
            new KdeOptions { Nx = 20, Ny = 30, Bandwidth = bandwidth / 20.0 }, domain, Scatter(count, domain, seed));
        foreach (float value in movie.Values) Assert.True(value >= 0);
    }

    [Property(MaxTest = 50)]
    public void Translation_ByWholeCells_MovesTheDensityOnATorus(ushort seed, byte shiftX, byte shiftY)
    {
        // Cells of 1 × 1 and positions in multiples of 2⁻¹⁰, so that the translation is exact.
        var domain = new Domain(16, 12, Boundary.Periodic);
        var options = new KdeOptions { Nx = 16, Ny = 12, Bandwidth = 1.5 };
        var (sx, sy) = (shiftX % 16, shiftY % 12);
        float[] positions = [.. Scatter(50, domain, seed).Select(value => MathF.Floor(value * 1024) / 1024)];
        float[] moved = [.. positions.Select((value, i) => i % 2 == 0 ? (value + sx) % 16 : (value + sy) % 12)];

        DensityMovie here = Estimate(options, domain, positions);
        DensityMovie there = Estimate(options, domain, moved);
        for (int row = 0; row < 12; row++)
        {
            for (int column = 0; column < 16; column++)
            {
                Assert.Equal(
                    here.Values[row * 16 + column], there.Values[(row + sy) % 12 * 16 + (column + sx) % 16], 1e-6f);
            }
        }
    }

    [Fact]
    public void Rows_AreY()
    {
        // x = 7.5 is column 7 of 10, y = 1.5 row 1 of 4.
        var domain = new Domain(10, 4, Boundary.Periodic);
        DensityMovie movie = Estimate(new KdeOptions { Nx = 10, Ny = 4, Bandwidth = 0 }, domain, [7.5f, 1.5f]);
        Assert.Equal(1, movie.Values[1 * 10 + 7]);
        Assert.Equal(1, Mass(movie, 0));
    }

    [Fact]
    public void Bandwidth_Zero_IsTheHistogram()
    {
        var domain = new Domain(2, 2, Boundary.Reflecting);
        DensityMovie movie = Estimate(
            new KdeOptions { Nx = 2, Ny = 2, Bandwidth = 0 }, domain, [0.5f, 0.5f, 0.25f, 0.5f, 2f, 2f]);
        Assert.Equal([2, 0, 0, 1], movie.Values.ToArray());
    }

    [Fact]
    public void Frames_MayHoldDifferentNumbersOfParticles_AndNone()
    {
        var trajectory = new Trajectory([0, 1, 2], [2, 0, 1], [1, 1, 2, 2, 3, 3], null);
        DensityMovie movie = new KdeEstimator(new KdeOptions { Nx = 8, Ny = 8, Bandwidth = 1 })
            .Estimate(trajectory, Torus, TestContext.Current.CancellationToken);
        Assert.Equal(2, Mass(movie, 0), 1e-5);
        Assert.Equal(0, Mass(movie, 1));
        Assert.Equal(1, Mass(movie, 2), 1e-5);
        Assert.Equal([0, 1, 2], movie.Times.ToArray());
    }

    [Fact]
    public void AParticleAtASinglePrecisionEdge_IsInTheLastCell()
    {
        // 0.1 in single precision is a hair more than in double.
        var domain = new Domain(0.1, 0.1, Boundary.Reflecting);
        DensityMovie movie = Estimate(new KdeOptions { Nx = 2, Ny = 2, Bandwidth = 0 }, domain, [0.1f, 0.1f]);
        Assert.True(movie.Values[3] > 0);
    }

    [Theory]
    [InlineData(26f, 1f)]
    [InlineData(1f, -0.5f)]
    public void AParticleOutsideTheDomain_IsRefused(float x, float y)
    {
        var error = Assert.Throws<ArgumentException>(() => Estimate(new KdeOptions(), Torus, [x, y]));
        Assert.Contains("25 × 20", error.Message);
    }

    [Fact]
    public void Estimate_FromSeveralThreads_GivesTheSameBytes()
    {
        var estimator = new KdeEstimator(new KdeOptions { Nx = 32, Ny = 24, Bandwidth = 2 });
        var trajectory = new Trajectory([0], 200, Scatter(200, Torus, 1), null);
        byte[] Bytes() =>
            MemoryMarshal.AsBytes(estimator.Estimate(trajectory, Torus, CancellationToken.None).Values).ToArray();
        byte[] alone = Bytes();
        byte[][] together = new byte[8][];
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => together[i] = Bytes());
        Assert.All(together, bytes => Assert.Equal(alone, bytes));
    }

    [Fact]
    public void Estimate_Cancelled_Ends() => Assert.Throws<OperationCanceledException>(() =>
        new KdeEstimator(new KdeOptions()).Estimate(
            new Trajectory([0], 1, [1, 1], null), Torus, new CancellationToken(canceled: true)));

    [Fact]
    public void AFrame_DoesNotAllocate()
    {
        var estimator = new FrameEstimator(new Grid(Torus, 32, 24), 2);
        float[] positions = Scatter(100, Torus, 1);
        estimator.Estimate(positions, CancellationToken.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 10; k++) estimator.Estimate(positions, CancellationToken.None);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static DensityMovie Estimate(KdeOptions options, Domain domain, float[] positions) =>
        new KdeEstimator(options).Estimate(
            new Trajectory([0], positions.Length / 2, positions, null), domain, TestContext.Current.CancellationToken);

    private static double Mass(DensityMovie movie, int frame)
    {
        double mass = 0;
        foreach (float value in movie.Frame(frame)) mass += value * movie.Grid.CellArea;
        return mass;
    }

    private static float[] Scatter(int count, Domain domain, ulong seed)
    {
        var random = new RandomStream(seed);
        var positions = new float[2 * count];
        for (int i = 0; i < count; i++)
        {
            positions[2 * i] = (float)(random.NextDouble() * domain.Lx * 0.999999);
            positions[2 * i + 1] = (float)(random.NextDouble() * domain.Ly * 0.999999);
        }
        return positions;
    }
}
