using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;
using VicsekMorse.Dynamics;
using VicsekMorse.InitialConditions;
using VicsekMorse.Options;
using VicsekMorse.Pairs;

namespace VicsekMorse;

/// <summary>
/// Simulates the Vicsek model (PRL 75, 1226, 1995) with Morse forces (D'Orsogna et al., PRL 96, 104302, 2006), discrete
/// in time.
/// </summary>
/// <remarks>
/// A run depends on the options, its initial condition, duration and seeds only: bit-identical on any thread, with any
/// number of concurrent runs. Its stream of random numbers gives all positions (see the families for the order within
/// one), then all headings, then in each step one angle for each particle. The angles of a replica come from a stream
/// of its own.
/// </remarks>
/// <param name="options">Validated options.</param>
public sealed class VicsekMorseSimulator(VicsekMorseOptions options) : ISimulator
{
    /// <summary>Bytes of memory that a run may take: those of the machine, unless a test sets another value.</summary>
    internal long MachineMemory { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <inheritdoc/>
    public Domain Domain { get; } = new(options.Domain.Lx, options.Domain.Ly, options.Domain.Boundary);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The duration is not a finite number from 0, or has too many frames.
    /// </exception>
    public int? FrameCount(double duration) => PlanOf(duration).FrameCount;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The duration is not a finite number from 0, or has too many frames.
    /// </exception>
    public MemoryNeed MemoryFor(double duration)
    {
        MemoryNeed recording = TrajectoryRecorder.MemoryFor(options.Particles, PlanOf(duration).FrameCount);
        // Besides the frames there is the state: two of position, two of heading, and speed, for each particle.
        double ofEach = 5 * sizeof(double) + (TimeStep.InteractionsOf(options).Reach > 0 ? PairSums.BytesOfEach : 0);
        return recording with { Bytes = recording.Bytes + ofEach * options.Particles };
    }

    /// <inheritdoc/>
    public bool SupportsReplicas => options.Noise.Eta > 0;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The initial condition belongs to no family of this simulator.</exception>
    /// <exception cref="InvalidOperationException">
    /// The run does not fit into memory, or its state is not finite.
    /// </exception>
    public Trajectory Simulate(RunDescription run, CancellationToken cancellation)
    {
        if (run.InitialCondition is not ParticlePlacement placement)
        {
            throw new ArgumentException(
                $"expected an initial condition of this simulator, found {run.InitialCondition.GetType().Name}",
                nameof(run));
        }
        if (MemoryFor(run.Duration).RefusalWithin(MachineMemory) is { } refusal)
            throw new InvalidOperationException(refusal);
        FramePlan plan = PlanOf(run.Duration);
        var recorder = new TrajectoryRecorder(Domain, options.Particles, plan.FrameCount);
        var random = new RandomStream(run.Seed);
        Swarm swarm = InitialState.Draw(placement, options.Particles, options.Speed, Domain, random);
        RandomStream noise = run.NoiseSeed is { } noiseSeed ? new RandomStream(noiseSeed) : random;
        var step = new TimeStep(options, Domain);
        recorder.Add(plan.TimeOf(0), swarm);
        for (int frame = 1; frame < plan.FrameCount; frame++)
        {
            for (int k = 0; k < options.SaveEvery; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                step.Advance(swarm, noise, cancellation);
            }
            recorder.Add(plan.TimeOf(frame), swarm);
            run.Progress?.Report((double)frame / plan.FrameCount);
        }
        return recorder.ToTrajectory();
    }

    private FramePlan PlanOf(double duration) => new(duration, options.Dt, options.SaveEvery);
}
