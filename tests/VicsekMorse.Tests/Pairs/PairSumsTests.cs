using FsCheck.Xunit;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Dynamics;
using VicsekMorse.Options;
using VicsekMorse.Pairs;

namespace VicsekMorse.Tests.Pairs;

public class PairSumsTests
{
    [Property(MaxTest = 60)]
    public void AllWays_AgreeWithTheScalarSums(
        ushort seed, byte size, bool periodic, bool aligns, bool forces, bool wide)
    {
        var random = new RandomStream(seed);
        int count = 1 + size;
        var domain = new Domain(
            5 + 40 * random.NextDouble(),
            5 + 40 * random.NextDouble(),
            periodic ? Boundary.Periodic : Boundary.Reflecting);
        double scale = wide ? 3 : 0.6;
        var force = new MorseForce(new ForceOptions { La = scale * random.NextDouble() + 0.05, Lr = 0.1 });
        var law = new PairLaw(aligns ? 4 * scale * random.NextDouble() : null, forces ? force : null);
        Particles particles = Scatter(count, domain, random);

        Interactions expected = new ScalarPairs(law, domain).Sum(particles);
        foreach (IPairSums pairs in AllWays(law, domain, count))
        {
            Interactions found = pairs.Sum(particles);
            Close.Equal(expected.HeadingX, found.HeadingX, 1e-12);
            Close.Equal(expected.HeadingY, found.HeadingY, 1e-12);
            Close.Equal(expected.ForceX, found.ForceX, 1e-11);
            Close.Equal(expected.ForceY, found.ForceY, 1e-11);
        }
    }

    [Property(MaxTest = 60)]
    public void Forces_SumToZero(ushort seed, byte size, bool periodic)
    {
        var random = new RandomStream(seed);
        int count = 2 + size;
        var domain = new Domain(25, 20, periodic ? Boundary.Periodic : Boundary.Reflecting);
        var law = new PairLaw(null, new MorseForce(new ForceOptions()));
        Particles particles = Scatter(count, domain, random);
        foreach (IPairSums pairs in AllWays(law, domain, count))
        {
            Interactions sums = pairs.Sum(particles);
            double scale = sums.ForceX.Concat(sums.ForceY).Sum(Math.Abs);
            Assert.InRange(sums.ForceX.Sum(), -1e-13 * scale, 1e-13 * scale);
            Assert.InRange(sums.ForceY.Sum(), -1e-13 * scale, 1e-13 * scale);
        }
    }

    [Fact]
    public void CoincidentParticles_AlignButExertNoForce()
    {
        var domain = new Domain(25, 25, Boundary.Periodic);
        var law = new PairLaw(4, new MorseForce(new ForceOptions()));
        Swarm swarm = Swarms.FromArrays([3, 3, 3, 3], [1, 0, 0, 1], [1, 1]);
        foreach (IPairSums pairs in AllWays(law, domain, 2))
        {
            Interactions sums = pairs.Sum(swarm.Particles);
            Assert.Equal([1, 1], sums.HeadingX);
            Assert.Equal([0, 0], sums.ForceX);
            Assert.Equal([0, 0], sums.ForceY);
        }
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(24.5, true)]
    [InlineData(5, false)]
    public void Alignment_OnATorus_ReachesAcrossTheEdge(double otherX, bool aligned)
    {
        var domain = new Domain(25, 25, Boundary.Periodic);
        Swarm swarm = Swarms.FromArrays([0.1, 3, otherX, 3], [1, 0, 1, 0], [1, 1]);
        foreach (IPairSums pairs in AllWays(new PairLaw(1, null), domain, 2))
            Assert.Equal(aligned ? 2 : 1, pairs.Sum(swarm.Particles).HeadingX[0]);
    }

    [Fact]
    public void AReachBeyondHalfTheDomain_CountsEveryParticleOnce()
    {
        var domain = new Domain(10, 10, Boundary.Periodic);
        Particles particles = Scatter(40, domain, new RandomStream(3));
        particles.HeadingX.AsSpan(0, 40).Fill(1);
        IPairSums pairs = PairSums.For(new PairLaw(100, null), domain, 40);
        Assert.All(pairs.Sum(particles).HeadingX, sum => Assert.Equal(40, sum));
    }

    [Theory]
    [InlineData(300, 4.0, false)]
    [InlineData(300, 1.0, true)]
    [InlineData(32_400, 2.5, true)]
    public void For_ManyCells_SortsIntoCells(int particles, double reach, bool cells)
    {
        var domain = new Domain(16, 16, Boundary.Periodic);
        Assert.Equal(cells, PairSums.For(new PairLaw(reach, null), domain, particles) is CellPairs);
    }

    [Fact]
    public void Sum_Cancelled_Ends()
    {
        var domain = new Domain(25, 25, Boundary.Periodic);
        Particles particles = Scatter(30, domain, new RandomStream(1));
        foreach (IPairSums pairs in AllWays(new PairLaw(2, null), domain, 30))
        {
            Assert.Throws<OperationCanceledException>(
                () => pairs.Sum(particles, new Interactions(30), new CancellationToken(canceled: true)));
        }
    }

    internal static IEnumerable<IPairSums> AllWays(PairLaw law, Domain domain, int count)
    {
        yield return new ScalarPairs(law, domain);
        yield return domain.Boundary == Boundary.Periodic
            ? new AllPairs<TorusDisplacement>(law, domain, count)
            : new AllPairs<PlaneDisplacement>(law, domain, count);
        var grid = new CellGrid(domain, law.Reach, count);
        if (domain.Boundary == Boundary.Reflecting || (grid.Columns >= 3 && grid.Rows >= 3))
            yield return new CellPairs(law, domain, grid, count);
    }

    private static Particles Scatter(int count, Domain domain, RandomStream random)
    {
        var particles = new Particles(count) { Count = count };
        for (int i = 0; i < count; i++)
        {
            (particles.X[i], particles.Y[i]) = (domain.Lx * random.NextDouble(), domain.Ly * random.NextDouble());
            (particles.HeadingY[i], particles.HeadingX[i]) = Math.SinCos(Math.Tau * random.NextDouble());
        }
        return particles;
    }
}
