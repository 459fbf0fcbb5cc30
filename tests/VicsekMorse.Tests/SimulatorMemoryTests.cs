using Rom.Abstractions;
using VicsekMorse.InitialConditions;
using VicsekMorse.Options;
using VicsekMorse.Pairs;

namespace VicsekMorse.Tests;

/// <summary>The memory of a run, and refusals.</summary>
[Collection(CountedAllocations.Name)]
public class SimulatorMemoryTests
{
    [Fact]
    public void Simulate_ARunLargerThanAnArray_IsRefusedWhateverTheMemory()
    {
        var simulator = new VicsekMorseSimulator(new VicsekMorseOptions { Particles = 100_000 })
        {
            MachineMemory = long.MaxValue,
        };
        var error = Assert.Throws<InvalidOperationException>(() => Run(simulator, 4000));
        Assert.Contains("an array of 20000200000 values", error.Message);
    }

    [Fact]
    public void Simulate_ARunLargerThanTheMemory_IsRefusedBeforeAnythingIsAllocated()
    {
        // 101 frames of positions and velocities, the state, and what summing takes; and the frames' times.
        const long Needed =
            10_000_000L * (101 * 4 * sizeof(float) + 5 * sizeof(double) + PairSums.BytesOfEach) + 101 * sizeof(double);
        var simulator = new VicsekMorseSimulator(new VicsekMorseOptions { Particles = 10_000_000 })
        {
            MachineMemory = Needed - 1,
        };
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidOperationException>(() => Run(simulator, 4));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal(
            "a run of 101 frames of 10000000 particles needs 16.8 GiB of memory, and this machine has 16.8 GiB; use "
            + "fewer particles, a larger save_every or a shorter duration",
            error.Message);
    }

    [Theory]
    [InlineData(1, 5000, 2, false)]
    [InlineData(1000, 60, 1, false)]
    [InlineData(1000, 4, 1, true)]
    [InlineData(50_000, 0.4, 100, false)]
    [InlineData(50_000, 0.4, 5, true)]
    public void MemoryFor_IsNoMoreThanARunAllocates_AndNotMuchLess(
        int particles, double duration, int saveEvery, bool alignment)
    {
        var simulator = new VicsekMorseSimulator(new VicsekMorseOptions
        {
            Particles = particles,
            SaveEvery = saveEvery,
            Alignment = alignment,
            Radius = 1,
            SpeedMode = SpeedMode.Constant,
            Domain = new DomainOptions { Lx = Math.Sqrt(particles), Ly = Math.Sqrt(particles) },
        });
        double need = simulator.MemoryFor(duration).Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(simulator, duration);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, need, 4 * need);
    }

    private static Trajectory Run(VicsekMorseSimulator simulator, double duration) => simulator.Simulate(
        new RunDescription(new Uniform(), duration, 1), TestContext.Current.CancellationToken);
}
