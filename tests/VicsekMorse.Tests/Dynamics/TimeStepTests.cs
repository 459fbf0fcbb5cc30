using FsCheck.Xunit;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Dynamics;
using VicsekMorse.Options;

namespace VicsekMorse.Tests.Dynamics;

[Collection(CountedAllocations.Name)]
public class TimeStepTests
{
    [Property(MaxTest = 60)]
    public void Advance_OnATorus_IsTranslationEquivariant(ushort seed, SpeedMode mode, ushort shiftX, ushort shiftY)
    {
        var options = new VicsekMorseOptions
        {
            Particles = 60,
            SpeedMode = mode,
            Forces = new ForceOptions { RcutFactor = 2 },
        };
        Domain domain = Swarms.DomainOf(options);
        var (dx, dy) = (domain.Lx * shiftX / ushort.MaxValue, domain.Ly * shiftY / ushort.MaxValue);
        Swarm swarm = Swarms.Uniform(options, seed);
        Swarm moved = Swarms.Uniform(options, seed);
        Translate(moved, dx, dy, domain);

        Swarms.StepOf(options).Advance(swarm, new RandomStream(seed), CancellationToken.None);
        Swarms.StepOf(options).Advance(moved, new RandomStream(seed), CancellationToken.None);
        foreach (Swarm one in new[] { swarm, moved }) one.Reorder(one.Identity.ToArray());

        for (int i = 0; i < swarm.Count; i++)
        {
            Assert.InRange(Separation(moved.X[i] - swarm.X[i] - dx, domain.Lx), 0, 1e-10);
            Assert.InRange(Separation(moved.Y[i] - swarm.Y[i] - dy, domain.Ly), 0, 1e-10);
            Assert.Equal(swarm.HeadingX[i], moved.HeadingX[i], 1e-10);
            Assert.Equal(swarm.HeadingY[i], moved.HeadingY[i], 1e-10);
            Assert.Equal(swarm.Speed[i], moved.Speed[i], 1e-10);
        }
    }

    [Property(MaxTest = 60)]
    public void Advance_KeepsParticlesInTheDomain(ushort seed, SpeedMode mode, bool periodic, bool violent)
    {
        var options = new VicsekMorseOptions
        {
            Particles = 30,
            Domain = new DomainOptions
            {
                Lx = 3,
                Ly = 7,
                Boundary = periodic ? Boundary.Periodic : Boundary.Reflecting,
            },
            SpeedMode = mode,
            // Forces that throw a particle through the domain many times over in one step.
            Forces = new ForceOptions { Cr = violent ? 1e6 : 1 },
        };
        Swarm swarm = Swarms.Uniform(options, seed);
        TimeStep step = Swarms.StepOf(options);
        var random = new RandomStream(seed);
        for (int k = 0; k < 10; k++) step.Advance(swarm, random, CancellationToken.None);
        Assert.All(swarm.X[..30].ToArray(), x => Assert.True(x is >= 0 and < 3, $"x = {x:R}"));
        Assert.All(swarm.Y[..30].ToArray(), y => Assert.True(y is >= 0 and < 7, $"y = {y:R}"));
    }

    [Property(MaxTest = 30)]
    public void Advance_KeepsHeadingsUnitVectors(ushort seed, SpeedMode mode, bool alignment)
    {
        var options = new VicsekMorseOptions { Particles = 30, SpeedMode = mode, Alignment = alignment };
        Swarm swarm = Swarms.Uniform(options, seed);
        TimeStep step = Swarms.StepOf(options);
        var random = new RandomStream(seed);
        for (int k = 0; k < 50; k++) step.Advance(swarm, random, CancellationToken.None);
        for (int i = 0; i < swarm.Count; i++)
        {
            Assert.Equal(1, double.Hypot(swarm.HeadingX[i], swarm.HeadingY[i]), 1e-13);
            if (mode != SpeedMode.Variable) Assert.Equal(options.Speed, swarm.Speed[i]);
        }
    }

    [Fact]
    public void Advance_WithoutAlignmentForcesAndNoise_MovesStraight()
    {
        var options = new VicsekMorseOptions
        {
            Particles = 1,
            Alignment = false,
            Noise = new NoiseOptions { Eta = 0 },
            Forces = new ForceOptions { Enabled = false },
        };
        Swarm swarm = Swarms.FromArrays([1, 24.95], [0.6, 0.8], [3]);
        Swarms.StepOf(options).Advance(swarm, new RandomStream(0), CancellationToken.None);
        Assert.Equal(1 + 0.04 * 3 * 0.6, swarm.X[0], 1e-14);
        Assert.Equal(24.95 + 0.04 * 3 * 0.8 - 25, swarm.Y[0], 1e-12);
        Assert.Equal((0.6, 0.8), (swarm.HeadingX[0], swarm.HeadingY[0]));
    }

    [Fact]
    public void Advance_HeadingsThatCancel_KeepsEachItsOwn()
    {
        var options = new VicsekMorseOptions
        {
            Particles = 2,
            SpeedMode = SpeedMode.Constant,
            Noise = new NoiseOptions { Eta = 0 },
        };
        Swarm swarm = Swarms.FromArrays([5, 5, 6, 5], [1, 0, -1, 0], [3, 3]);
        Swarms.StepOf(options).Advance(swarm, new RandomStream(0), CancellationToken.None);
        Assert.Equal([1, -1], swarm.HeadingX[..2]);
    }

    [Theory]
    [InlineData(300, 4)]
    [InlineData(300, 0.8)]
    public void Advance_DoesNotAllocate(int particles, double radius)
    {
        var options = new VicsekMorseOptions
        {
            Particles = particles,
            Radius = radius,
            Forces = new ForceOptions { La = radius / 5 },
        };
        Swarm swarm = Swarms.Uniform(options, 1);
        TimeStep step = Swarms.StepOf(options);
        var random = new RandomStream(1);
        step.Advance(swarm, random, CancellationToken.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 20; k++) step.Advance(swarm, random, CancellationToken.None);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Translate(Swarm swarm, double dx, double dy, Domain domain)
    {
        double unused = 0;
        for (int i = 0; i < swarm.Count; i++)
        {
            swarm.X[i] += dx;
            swarm.Y[i] += dy;
            Edge.Apply(ref swarm.X[i], ref unused, domain.Lx, domain.Boundary);
            Edge.Apply(ref swarm.Y[i], ref unused, domain.Ly, domain.Boundary);
        }
    }

    private static double Separation(double difference, double side) =>
        Math.Abs(difference - side * Math.Round(difference / side));
}
