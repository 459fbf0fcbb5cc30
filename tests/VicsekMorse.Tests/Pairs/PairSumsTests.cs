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
        Swarm swarm = Scatter(count, domain, random);
        double radius = 4 * scale * random.NextDouble() + 0.01;

        CheckAgreement(new Interactions(radius, force), swarm, domain);
        CheckAgreement(new Interactions(radius, Force: null), swarm, domain);
        CheckAgreement(new Interactions(Radius: null, force), swarm, domain);
    }

    [Property(MaxTest = 60)]
    public void Forces_SumToZero(ushort seed, byte size, bool periodic)
    {
        var random = new RandomStream(seed);
        int count = 2 + size;
        var domain = new Domain(25, 20, periodic ? Boundary.Periodic : Boundary.Reflecting);
        Swarm swarm = Scatter(count, domain, random);
        foreach (IPairSums pairs in Ways.Of(new Interactions(null, new MorseForce(new ForceOptions())), domain, count))
        {
            double[][] sums = pairs.Sum(swarm);
            double scale = sums.Sum(sum => Math.Abs(sum[2]) + Math.Abs(sum[3]));
            Assert.InRange(sums.Sum(sum => sum[2]), -1e-13 * scale, 1e-13 * scale);
            Assert.InRange(sums.Sum(sum => sum[3]), -1e-13 * scale, 1e-13 * scale);
        }
    }

    [Fact]
    public void CoincidentParticles_AlignButExertNoForce()
    {
        var domain = new Domain(25, 25, Boundary.Periodic);
        Swarm swarm = Swarms.FromArrays([3, 3, 3, 3], [1, 0, 0, 1], [1, 1]);
        foreach (IPairSums pairs in Ways.Of(new Interactions(4, new MorseForce(new ForceOptions())), domain, 2))
        {
            double[][] sums = pairs.Sum(swarm);
            Assert.Equal([0, 1, 0, 0], sums[0]);
            Assert.Equal([1, 0, 0, 0], sums[1]);
        }
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(24.5, true)]
    [InlineData(5, false)]
    public void Alignment_OnATorus_ReachesAcrossTheEdge(double otherX, bool aligned)
    {
        Swarm swarm = Swarms.FromArrays([0.1, 3, otherX, 3], [1, 0, 1, 0], [1, 1]);
        foreach (IPairSums pairs in Ways.Of(new Interactions(1, null), new Domain(25, 25, Boundary.Periodic), 2))
            Assert.Equal(aligned ? 1 : 0, pairs.Sum(swarm)[0][0]);
    }

    [Fact]
    public void AReachBeyondHalfTheDomain_CountsEveryOtherOnce()
    {
        var domain = new Domain(10, 10, Boundary.Periodic);
        Swarm swarm = Scatter(40, domain, new RandomStream(3));
        swarm.HeadingX[..40].Fill(1);
        double[][] sums = PairSums.Of(new Interactions(100, null), domain, 40, 0.12).Sum(swarm);
        Assert.All(sums, sum => Assert.Equal(39, sum[0]));
    }

    [Property(MaxTest = 60)]
    public void AList_ServesAsLongAsItHolds(ushort seed, byte size, bool periodic, byte stride)
    {
        var random = new RandomStream(seed);
        int count = 2 + size;
        var domain = new Domain(20, 30, periodic ? Boundary.Periodic : Boundary.Reflecting);
        var interactions = new Interactions(2, new MorseForce(new ForceOptions { La = 0.6, Lr = 0.3 }));
        Swarm swarm = Scatter(count, domain, random);
        IPairSums scalar = new ScalarPairs(interactions, domain),
            listed = Ways.Listed(interactions, domain, count, skin: 1);
        for (int step = 0; step < 8; step++)
        {
            CheckAgreement(scalar, listed, swarm);
            Stir(swarm, domain, stride / 500.0, random);
        }
    }

    [Fact]
    public void ACrowd_TooManyForOneList_IsSummedInPortions()
    {
        const int count = 2501;
        var domain = new Domain(200, 200, Boundary.Periodic);
        var random = new RandomStream(4);
        Swarm swarm = Scatter(count, domain, random);
        for (int i = 0; i < count; i++) (swarm.X[i], swarm.Y[i]) = (swarm.X[i] / 100, 199 + swarm.Y[i] / 200);
        var interactions = new Interactions(4, new MorseForce(new ForceOptions()));
        IPairSums scalar = new ScalarPairs(interactions, domain),
            listed = PairSums.Of(interactions, domain, count, 0.1);
        for (int step = 0; step < 3; step++)
        {
            CheckAgreement(scalar, listed, swarm);
            Stir(swarm, domain, 0.1, random);
        }
    }

    [Fact]
    public void AList_IsMadeAgain_OnceSomebodyMovedByHalfOfTheSkin()
    {
        var domain = new Domain(25, 25, Boundary.Periodic);
        Swarm swarm = Scatter(100, domain, new RandomStream(2));
        var list = new NeighbourList<TorusDisplacement>(domain, reach: 3, skin: 1, 100);
        Assert.False(list.Holds(swarm));
        list.Begin(swarm);
        Assert.True(list.Holds(swarm));
        swarm.X[98] = (swarm.X[98] + 0.499) % 25;
        Assert.True(list.Holds(swarm));
        swarm.X[98] = (swarm.X[98] + 0.002) % 25;
        Assert.False(list.Holds(swarm));
        swarm.X[98] = double.NaN;
        Assert.False(list.Holds(swarm));
    }

    [Fact]
    public void TheWork_GrowsWithTheNumberOfParticles()
    {
        long few = BlocksOf(1000), many = BlocksOf(16_000);
        Assert.InRange((double)many / few, 15, 17);

        static long BlocksOf(int particles)
        {
            var domain = new Domain(Math.Sqrt(particles), Math.Sqrt(particles), Boundary.Periodic);
            var pairs = new ListedPairs<TorusDisplacement>(new Interactions(2, null), domain, particles, skin: 0.5);
            pairs.Sum(Scatter(particles, domain, new RandomStream(6)));
            return pairs.BlocksLookedAt.Searched + pairs.BlocksLookedAt.Computed;
        }
    }

    [Fact]
    public void Sum_KeepsEveryParticle_WhereverItStands()
    {
        var domain = new Domain(25, 25, Boundary.Periodic);
        Swarm swarm = Scatter(500, domain, new RandomStream(9));
        var before = Enumerable.Range(0, 500).ToDictionary(
            i => swarm.Identity[i], i => (swarm.X[i], swarm.HeadingY[i]));

        PairSums.Of(new Interactions(3, null), domain, 500, 0.12).Sum(swarm);

        Assert.Equal(
            before, Enumerable.Range(0, 500).ToDictionary(
                i => swarm.Identity[i], i => (swarm.X[i], swarm.HeadingY[i])));
        Assert.NotEqual(Enumerable.Range(0, 500), swarm.Identity);
    }

    [Fact]
    public void Sum_Cancelled_Ends()
    {
        var domain = new Domain(25, 25, Boundary.Periodic);
        Swarm swarm = Scatter(30, domain, new RandomStream(1));
        foreach (IPairSums pairs in Ways.Of(new Interactions(2, null), domain, 30))
        {
            Assert.Throws<OperationCanceledException>(
                () => pairs.Sum(swarm, new PairTotals(30), new CancellationToken(canceled: true)));
        }
    }

    private static void CheckAgreement(Interactions interactions, Swarm swarm, Domain domain)
    {
        IReadOnlyList<IPairSums> ways = Ways.Of(interactions, domain, swarm.Count);
        foreach (IPairSums pairs in ways.Skip(1)) CheckAgreement(ways[0], pairs, swarm);
    }

    private static void CheckAgreement(IPairSums scalar, IPairSums other, Swarm swarm)
    {
        double[][] expected = scalar.Sum(swarm), found = other.Sum(swarm);
        for (int component = 0; component < 4; component++)
        {
            Close.Equal(
                expected.Select(sums => sums[component]).ToArray(),
                found.Select(sums => sums[component]).ToArray(),
                component < 2 ? 1e-12 : 1e-11);
        }
    }

    /// <summary>Moves every particle by up to a stride, into the domain again.</summary>
    private static void Stir(Swarm swarm, Domain domain, double stride, RandomStream random)
    {
        double unused = 0;
        for (int i = 0; i < swarm.Count; i++)
        {
            var (sin, cos) = Math.SinCos(Math.Tau * random.NextDouble());
            swarm.X[i] += stride * cos;
            swarm.Y[i] += stride * sin;
            Edge.Apply(ref swarm.X[i], ref unused, domain.Lx, domain.Boundary);
            Edge.Apply(ref swarm.Y[i], ref unused, domain.Ly, domain.Boundary);
        }
    }

    private static Swarm Scatter(int count, Domain domain, RandomStream random)
    {
        var swarm = new Swarm(count);
        for (int i = 0; i < count; i++)
        {
            (swarm.X[i], swarm.Y[i]) = (domain.Lx * random.NextDouble(), domain.Ly * random.NextDouble());
            (swarm.HeadingY[i], swarm.HeadingX[i]) = Math.SinCos(Math.Tau * random.NextDouble());
        }
        return swarm;
    }
}
