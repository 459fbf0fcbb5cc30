using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace Kde.Tests;

/// <summary>The golden vectors are sums of each particle's Gaussian by NumPy (Golden/momentum.py).</summary>
public class MomentumTests
{
    private static readonly string[] Both = ["px", "py"];

    [Theory]
    [InlineData("periodic", Boundary.Periodic)]
    [InlineData("reflecting", Boundary.Reflecting)]
    public void MomentumDensities_AgreeWithTheSumOverParticles(string name, Boundary boundary)
    {
        using var golden = NpzReader.Open(GoldenFile.At("momentum.npz"));
        var domain = new Domain(golden.ReadScalar("Lx"), golden.ReadScalar("Ly"), boundary);
        var options = new KdeOptions
        {
            Nx = (int)golden.ReadScalar("nx"),
            Ny = (int)golden.ReadScalar("ny"),
            Bandwidth = golden.ReadScalar("bandwidth"),
        };
        double[] expected = golden.ReadDoubles(name);
        var movie = Estimate(options, domain, golden.ReadSingles("positions"), golden.ReadSingles("velocities"));
        double peak = expected.Max(Math.Abs);
        int cells = options.Nx * options.Ny;
        for (int i = 0; i < cells; i++)
        {
            Assert.Equal(expected[i], movie.Values("px")[i], 1e-6 * peak);
            Assert.Equal(expected[cells + i], movie.Values("py")[i], 1e-6 * peak);
        }
    }

    [Theory]
    [InlineData(Boundary.Periodic, 2.0)]
    [InlineData(Boundary.Periodic, 40.0)] // wider than the box
    [InlineData(Boundary.Periodic, 0.0)]
    [InlineData(Boundary.Reflecting, 0.0)]
    public void MomentumDensity_IntegratesToTheSumOfVelocities(Boundary boundary, double bandwidth)
    {
        var domain = new Domain(25, 20, boundary);
        var (positions, velocities) = Scatter(300, domain);
        var movie = Estimate(
            new KdeOptions { Nx = 24, Ny = 18, Bandwidth = bandwidth }, domain, positions, velocities);
        for (int component = 0; component < 2; component++)
        {
            double found = 0, expected = 0;
            foreach (float value in movie.Values(Both[component])) found += value * movie.Density.Grid.CellArea;
            for (int i = component; i < velocities.Length; i += 2) expected += velocities[i];
            Assert.Equal(expected, found, 1e-3);
        }
    }

    [Fact]
    public void MomentumDensity_OfParticlesMovedByACell_IsMovedByACell()
    {
        var domain = new Domain(16, 8, Boundary.Periodic);
        var options = new KdeOptions { Nx = 16, Ny = 8, Bandwidth = 1.5 };
        var (positions, velocities) = Scatter(50, domain);
        // In the middle of cells, so that rounding moves none into another.
        for (int i = 0; i < positions.Length; i++) positions[i] = MathF.Floor(positions[i]) + 0.5f;
        float[] moved = [.. positions.Select((x, i) => i % 2 == 0 ? (x + 3) % 16 : (x + 5) % 8)];
        var here = Estimate(options, domain, positions, velocities);
        var there = Estimate(options, domain, moved, velocities);
        foreach (string field in Both)
        {
            for (int y = 0; y < 8; y++)
            {
                for (int x = 0; x < 16; x++)
                    Assert.Equal(
                        here.Values(field)[(y * 16) + x], there.Values(field)[((y + 5) % 8 * 16) + ((x + 3) % 16)],
                        1e-5);
            }
        }
    }

    [Fact]
    public void OneVelocityOfAll_GivesTheDensityTimesIt_AndNoneGivesZero()
    {
        var domain = new Domain(25, 20, Boundary.Periodic);
        var (positions, velocities) = Scatter(100, domain);
        for (int i = 0; i < velocities.Length; i++) velocities[i] = i % 2 == 0 ? 2 : 0;
        var movie = Estimate(new KdeOptions { Nx = 16, Ny = 16, Bandwidth = 2 }, domain, positions, velocities);
        for (int i = 0; i < 256; i++)
        {
            Assert.Equal(2 * movie.Density.Values[i], movie.Values("px")[i], 1e-6);
            Assert.Equal(0, movie.Values("py")[i]);
        }
    }

    [Fact]
    public void TheDensity_IsThatWithoutFurtherFields()
    {
        var domain = new Domain(25, 20, Boundary.Periodic);
        var (positions, velocities) = Scatter(1, domain);
        var trajectory = new Trajectory([0, 1], [1, 0], positions, velocities); // an empty frame too
        var estimator = new KdeEstimator(new KdeOptions { Nx = 16, Ny = 16 });
        var cancellation = TestContext.Current.CancellationToken;
        var movie = estimator.EstimateFields(trajectory, domain, ["py"], cancellation);
        Assert.Equal(["py"], movie.Names);
        Assert.Equal(
            estimator.Estimate(trajectory, domain, cancellation).Values.ToArray(), movie.Density.Values.ToArray());
        Assert.All(movie.Values("py")[256..].ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void WithoutVelocities_OrForAnotherField_ItIsRefusedWithTheRemedy()
    {
        var domain = new Domain(25, 20, Boundary.Periodic);
        var estimator = new KdeEstimator(new KdeOptions());
        var none = new Trajectory([0], 1, [1, 1], null);
        string Refusal(Trajectory trajectory, params string[] fields) => Assert.Throws<ArgumentException>(
            () => estimator.EstimateFields(trajectory, domain, fields, CancellationToken.None)).Message;
        Assert.Contains("remove these fields from density.fields", Refusal(none, Both), StringComparison.Ordinal);
        Assert.Contains("px, py, found pz", Refusal(none, "pz"), StringComparison.Ordinal);
    }

    private static FieldMovie Estimate(KdeOptions options, Domain domain, float[] positions, float[] velocities) =>
        new KdeEstimator(options).EstimateFields(
            new Trajectory([0], positions.Length / 2, positions, velocities), domain, Both,
            TestContext.Current.CancellationToken);

    private static (float[] Positions, float[] Velocities) Scatter(int count, Domain domain)
    {
        var random = new Random(3);
        float[] positions = [.. Enumerable.Range(0, 2 * count)
            .Select(i => (float)(random.NextDouble() * 0.9999 * (i % 2 == 0 ? domain.Lx : domain.Ly)))];
        return (positions, [.. positions.Select(_ => (float)((4 * random.NextDouble()) - 1))]);
    }
}
