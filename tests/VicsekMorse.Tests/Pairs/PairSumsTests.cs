using FsCheck.Xunit;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Dynamics;
using VicsekMorse.Options;
using VicsekMorse.Pairs;

namespace VicsekMorse.Tests.Pairs;

public class PairSumsTests
{
    [Property(MaxTest = 100)]
    public void AllWays_AgreeWithTheScalarSums(ushort seed, byte size, bool periodic, bool wide)
    {
        var random = new RandomStream(seed);
        int count = 1 + size;
        var domain = new Domain(
            5 + 40 * random.NextDouble(),
            5 + 40 * random.NextDouble(),
            periodic ? Boundary.Periodic : Boundary.Reflecting);
        double scale = wide ? 3 : 0.6;
        var force = new MorseForce(new ForceOptions { La = scale * random.NextDouble() + 0.05, Lr = 0.1 });
        Particles particles = Scatter(count, domain, random);

        CheckAgreement(Ways.OfForces(force, domain, count), particles, 1e-11);
        CheckAgreement(Ways.OfAlignment(4 * scale * random.NextDouble() + 0.01, domain, count), particles, 1e-12);
    }

    [Property(MaxTest = 60)]
    public void Forces_SumToZero(ushort seed, byte size, bool periodic)
    {
        var random = new RandomStream(seed);
        int count = 2 + size;
        var domain = new Domain(25, 20, periodic ? Boundary.Periodic : Boundary.Reflecting);
        Particles particles = Scatter(count, domain, random);
        foreach (IPairSums pairs in Ways.OfForces(new MorseForce(new ForceOptions()), domain, count))
        {
            VectorSums sums = pairs.Sum(particles);
            double scale = sums.X.Concat(sums.Y).Sum(Math.Abs);
            Assert.InRange(sums.X.Sum(), -1e-13 * scale, 1e-13 * scale);
            Assert.InRange(sums.Y.Sum(), -1e-13 * scale, 1e-13 * scale);
        }
    }

    [Fact]
    public void CoincidentParticles_AlignButExertNoForce()
    {
        var domain = new Domain(25, 25, Boundary.Periodic);
        Swarm swarm = Swarms.FromArrays([3, 3, 3, 3], [1, 0, 0, 1], [1, 1]);
        foreach (IPairSums pairs in Ways.OfAlignment(4, domain, 2))
        {
            VectorSums sums = pairs.Sum(swarm.Particles);
            Assert.Equal([0, 1], sums.X[..2]);
            Assert.Equal([1, 0], sums.Y[..2]);
        }
        foreach (IPairSums pairs in Ways.OfForces(new MorseForce(new ForceOptions()), domain, 2))
        {
            VectorSums sums = pairs.Sum(swarm.Particles);
            Assert.Equal([0, 0], sums.X[..2]);
            Assert.Equal([0, 0], sums.Y[..2]);
        }
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(24.5, true)]
    [InlineData(5, false)]
    public void Alignment_OnATorus_ReachesAcrossTheEdge(double otherX, bool aligned)
    {
        Swarm swarm = Swarms.FromArrays([0.1, 3, otherX, 3], [1, 0, 1, 0], [1, 1]);
        foreach (IPairSums pairs in Ways.OfAlignment(1, new Domain(25, 25, Boundary.Periodic), 2))
            Assert.Equal(aligned ? 1 : 0, pairs.Sum(swarm.Particles).X[0]);
    }

    [Fact]
    public void AReachBeyondHalfTheDomain_CountsEveryOtherOnce()
    {
        var domain = new Domain(10, 10, Boundary.Periodic);
        Particles particles = Scatter(40, domain, new RandomStream(3));
        particles.HeadingX.AsSpan(0, 40).Fill(1);
        VectorSums sums = PairSums.OfAlignment(100, domain, 40).Sum(particles);
        Assert.All(sums.X[..40], sum => Assert.Equal(39, sum));
    }

    [Theory]
    [InlineData(300, 5.4, false)]
    [InlineData(300, 5.2, true)]
    [InlineData(100, 1.0, false)]
    [InlineData(32_400, 2.5, true)]
    public void ManyParticlesThatReachUpToAThirdOfTheDomain_AreSortedIntoCells(int particles, double reach, bool cells)
    {
        var domain = new Domain(16, 16, Boundary.Periodic);
        Assert.Equal(cells, PairSums.OfAlignment(reach, domain, particles) is CellPairs);
    }

    [Fact]
    public void Sum_Cancelled_Ends()
    {
        var domain = new Domain(25, 25, Boundary.Periodic);
        Particles particles = Scatter(30, domain, new RandomStream(1));
        foreach (IPairSums pairs in Ways.OfAlignment(2, domain, 30))
        {
            Assert.Throws<OperationCanceledException>(
                () => pairs.Sum(particles, new VectorSums(30), new CancellationToken(canceled: true)));
        }
    }

    private static void CheckAgreement(IEnumerable<IPairSums> ways, Particles particles, double tolerance)
    {
        VectorSums expected = ways.First().Sum(particles);
        foreach (IPairSums pairs in ways.Skip(1))
        {
            VectorSums found = pairs.Sum(particles);
            Close.Equal(expected.X.AsSpan(0, particles.Count), found.X.AsSpan(0, particles.Count), tolerance);
            Close.Equal(expected.Y.AsSpan(0, particles.Count), found.Y.AsSpan(0, particles.Count), tolerance);
        }
    }

    private static Particles Scatter(int count, Domain domain, RandomStream random)
    {
        var particles = new Particles(count);
        for (int i = 0; i < count; i++)
        {
            (particles.X[i], particles.Y[i]) = (domain.Lx * random.NextDouble(), domain.Ly * random.NextDouble());
            (particles.HeadingY[i], particles.HeadingX[i]) = Math.SinCos(Math.Tau * random.NextDouble());
        }
        return particles;
    }
}
