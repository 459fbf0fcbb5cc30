using System.Runtime.InteropServices;
using FsCheck.Xunit;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Dynamics;
using VicsekMorse.InitialConditions;
using VicsekMorse.Options;

namespace VicsekMorse.Tests;

public class VicsekMorseSimulatorTests
{
    private static readonly VicsekMorseOptions Small = new() { Particles = 40 };

    [Fact]
    public void Simulate_SeveralRunsAtOnce_GiveTheSameBytesAsOneAfterTheOther()
    {
        var simulator = new VicsekMorseSimulator(Small);
        byte[][] alone = [.. Enumerable.Range(0, 16).Select(seed => BytesOf(Run(simulator, 2, (ulong)seed)))];
        byte[][] together = new byte[16][];
        Parallel.For(
            0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            seed => together[seed] = BytesOf(Run(simulator, 2, (ulong)seed)));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Simulate_AnotherSeed_GivesAnotherRun()
    {
        var simulator = new VicsekMorseSimulator(Small);
        Assert.NotEqual(BytesOf(Run(simulator, 1, 1)), BytesOf(Run(simulator, 1, 2)));
    }

    [Fact]
    public void WithoutNoiseSeed_StateAndNoiseComeFromOneStream()
    {
        VicsekMorseOptions options = Small with { Particles = 30 };
        Trajectory run = Run(new VicsekMorseSimulator(options), 0.4, 3);

        var random = new RandomStream(3);
        Domain domain = Swarms.DomainOf(options);
        Swarm swarm = InitialState.Draw(new Uniform(), options.Particles, options.Speed, domain, random);
        var recorder = new TrajectoryRecorder(domain, options.Particles, run.FrameCount);
        recorder.Add(run.Times[0], swarm);
        TimeStep step = Swarms.StepOf(options);
        for (int t = 1; t < run.FrameCount; t++)
        {
            step.Advance(swarm, random, TestContext.Current.CancellationToken);
            recorder.Add(run.Times[t], swarm);
        }
        Assert.Equal(BytesOf(recorder.ToTrajectory()), BytesOf(run));
    }

    [Property(MaxTest = 20)]
    public void Replicas_BeginAsTheRun_AndGoOnUnderTheirOwnNoise(ushort seed, ushort noiseSeed, SpeedMode mode)
    {
        var simulator = new VicsekMorseSimulator(Small with { SpeedMode = mode });
        Assert.True(simulator.SupportsReplicas);
        Trajectory run = Run(simulator, 1, seed);
        Trajectory replica = Run(simulator, 1, seed, noiseSeed: noiseSeed);
        Assert.True(run.Positions(0).SequenceEqual(replica.Positions(0)));
        Assert.True(run.Velocities(0).SequenceEqual(replica.Velocities(0)));
        Assert.NotEqual(BytesOf(run), BytesOf(replica));
        Assert.Equal(BytesOf(replica), BytesOf(Run(simulator, 1, seed, noiseSeed: noiseSeed)));
        Assert.NotEqual(BytesOf(replica), BytesOf(Run(simulator, 1, seed, noiseSeed: noiseSeed + 1ul)));
    }

    [Fact]
    public void WithoutNoise_AReplicaIsTheRun_AndNoneIsOffered()
    {
        var simulator = new VicsekMorseSimulator(Small with { Noise = new NoiseOptions { Eta = 0 } });
        Assert.False(simulator.SupportsReplicas);
        Assert.Equal(BytesOf(Run(simulator, 1, 1)), BytesOf(Run(simulator, 1, 1, noiseSeed: 2)));
    }

    [Property(MaxTest = 20)]
    public void SaveEvery_KeepsEveryKthFrame(ushort seed, byte choice, SpeedMode mode)
    {
        int k = 2 + choice % 5;
        VicsekMorseOptions options = Small with { SpeedMode = mode };
        Trajectory all = Run(new VicsekMorseSimulator(options), 1, seed);
        Trajectory some = Run(new VicsekMorseSimulator(options with { SaveEvery = k }), 1, seed);
        Assert.Equal(BytesOf(all.Every(k)), BytesOf(some));
        for (int t = 0; t < some.FrameCount; t++) Assert.Equal(all.Times[t * k], some.Times[t], 1e-12);
    }

    [Property(MaxTest = 20)]
    public void ConstantModes_KeepTheSpeed(ushort seed, bool forces, bool periodic)
    {
        VicsekMorseOptions options = Small with
        {
            SpeedMode = forces ? SpeedMode.ConstantWithForces : SpeedMode.Constant,
            Domain = new DomainOptions { Boundary = periodic ? Boundary.Periodic : Boundary.Reflecting },
        };
        Trajectory run = Run(new VicsekMorseSimulator(options), 1, seed);
        foreach (var (vx, vy) in MemoryMarshal.Cast<float, (float, float)>(run.AllVelocities))
            Assert.Equal(3, Math.Sqrt((double)vx * vx + (double)vy * vy), 1e-6);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(0.3)]
    [InlineData(0)]
    public void FrameCount_IsThatOfTheRun(double duration)
    {
        var simulator = new VicsekMorseSimulator(Small with { Particles = 2, SaveEvery = 2 });
        Assert.Equal(simulator.FrameCount(duration), Run(simulator, duration, 1).FrameCount);
    }

    [Fact]
    public void Simulate_StrongNoise_DestroysOrder_AndNoNoiseMakesIt()
    {
        VicsekMorseOptions vicsek = new() { Particles = 100, SpeedMode = SpeedMode.Constant, SaveEvery = 1000 };
        double Order(double eta) => Polarization(Run(
            new VicsekMorseSimulator(
                vicsek with { Noise = new NoiseOptions { Kind = NoiseKind.Uniform, Eta = eta } }), 80, 4));
        Assert.InRange(Order(0), 0.999, 1.000001);
        Assert.InRange(Order(2 * Math.PI), 0, 0.4);
    }

    [Fact]
    public void Simulate_Cancelled_Ends() => Assert.Throws<OperationCanceledException>(() =>
        new VicsekMorseSimulator(Small).Simulate(
            new RunDescription(new Uniform(), 10, 1), new CancellationToken(canceled: true)));

    [Fact]
    public void Simulate_AnInitialConditionOfAnotherSimulator_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new VicsekMorseSimulator(Small).Simulate(
            new RunDescription(new Foreign(), 1, 1), TestContext.Current.CancellationToken));
        Assert.Contains("Foreign", error.Message);
    }

    [Fact]
    public void Simulate_ForcesThatOverflow_SaysWhenAndWhatToDo()
    {
        VicsekMorseOptions options = Small with
        {
            SpeedMode = SpeedMode.Variable,
            Forces = new ForceOptions { Cr = 1e30, Lr = 1e-15, La = 5, MuT = 1e30 },
            Dt = 0.04,
        };
        var error = Assert.Throws<InvalidOperationException>(() => Run(
            new VicsekMorseSimulator(options with { Particles = 200 }), 4, 1, new Gaussian { Variance = 1e-30 }));
        Assert.Contains("smaller dt or weaker forces", error.Message);
    }

    private sealed record Foreign : InitialCondition;

    private static Trajectory Run(
        VicsekMorseSimulator simulator, double duration, ulong seed, InitialCondition? initialCondition = null,
        ulong? noiseSeed = null) =>
        simulator.Simulate(
            new RunDescription(initialCondition ?? new Uniform(), duration, seed) { NoiseSeed = noiseSeed },
            TestContext.Current.CancellationToken);

    private static byte[] BytesOf(Trajectory run) =>
        [.. MemoryMarshal.AsBytes(run.AllPositions), .. MemoryMarshal.AsBytes(run.AllVelocities)];

    private static double Polarization(Trajectory run)
    {
        ReadOnlySpan<float> velocities = run.Velocities(run.FrameCount - 1);
        var (sumX, sumY) = (0.0, 0.0);
        for (int i = 0; i < velocities.Length; i += 2)
        {
            double speed = Math.Sqrt(velocities[i] * velocities[i] + velocities[i + 1] * velocities[i + 1]);
            sumX += velocities[i] / speed;
            sumY += velocities[i + 1] / speed;
        }
        return Math.Sqrt(sumX * sumX + sumY * sumY) / (velocities.Length / 2);
    }
}
