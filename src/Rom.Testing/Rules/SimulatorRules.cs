using Rom.Abstractions;
using Rom.Testing.Options;

namespace Rom.Testing.Rules;

/// <summary>The rules of <see cref="ISimulator"/>.</summary>
/// <param name="offer">The simulator's registration.</param>
/// <param name="arrangement">Creates the simulator.</param>
internal sealed class SimulatorRules(SimulatorRegistration offer, Arrangement arrangement)
{
    private readonly string subject = $"simulator {offer.Name}";

    private const ulong Seed = 7;
    private const ulong NoiseSeed = 8;
    private const ulong OtherNoiseSeed = 9;

    // Long enough for most simulators to be still running when they are cancelled.
    private const double Longer = 1000;

    /// <summary>The checks.</summary>
    public IEnumerable<ContractCheck> Checks() =>
    [
        new(subject, "options: a configuration can give each of them", () => OptionsRecord.Problem(offer)),
        .. OptionsRules.Of(
            subject, "options", offer.OptionsType, () => arrangement.OptionsOf(offer), arrangement.Reader),
        .. offer.InitialConditions.OrderBy(family => family.Key, StringComparer.Ordinal)
            .SelectMany(family => ChecksOf(family.Key, family.Value)),
    ];

    private IEnumerable<ContractCheck> ChecksOf(string family, Type type)
    {
        ContractCheck Check(string rule, Func<RunDescription, string?> findBreach) =>
            new(subject, $"{family}: {rule}", () => findBreach(Run(family, type)));

        return
        [
            .. OptionsRules.Of(
                subject, family, type, () => arrangement.InitialConditionOf(family, type), arrangement.Reader),
            Check("a run lies in the domain and has the frames that were announced", Frames),
            Check("the same seed gives the same bytes", SameSeed),
            Check("several threads simulate the same as one", SeveralThreads),
            Check("a replica begins as its run, and its noise is a function of its own seed", Replicas),
            Check("a cancelled run ends within a second", Cancellation),
            Check("nothing is written outside its folder", NothingOutside),
        ];
    }

    private RunDescription Run(string family, Type type) =>
        new(arrangement.InitialConditionOf(family, type), arrangement.Examples.Duration, Seed);

    private ISimulator Simulator() => offer.Create(arrangement.Services, arrangement.OptionsOf(offer));

    private string? Frames(RunDescription run)
    {
        var simulator = Simulator();
        var trajectory = simulator.Simulate(run, CancellationToken.None);
        if (simulator.FrameCount(run.Duration) is { } announced && announced != trajectory.FrameCount)
            return $"FrameCount: expected {announced} as announced, found {trajectory.FrameCount}";
        var domain = simulator.Domain;
        for (int t = 0; t < trajectory.FrameCount; t++)
        {
            var positions = trajectory.Positions(t);
            for (int i = 0; i < positions.Length; i += 2)
            {
                // Positions are floats: one just below the far edge may be rounded onto it.
                var (x, y) = (positions[i], positions[i + 1]);
                if (x < 0 || y < 0 || x > (float)domain.Lx || y > (float)domain.Ly)
                    return $"expected positions in [0, {domain.Lx}) × [0, {domain.Ly}), found ({x}, {y}) in frame {t}";
            }
        }
        return null;
    }

    private string? SameSeed(RunDescription run) =>
        Same(Simulator().Simulate(run, CancellationToken.None), Simulator().Simulate(run, CancellationToken.None))
            ? null
            : "a second run differs";

    private string? SeveralThreads(RunDescription run)
    {
        var simulator = Simulator();
        var alone = simulator.Simulate(run, CancellationToken.None);
        var others = new Trajectory[3];
        Parallel.For(0, others.Length, new ParallelOptions { MaxDegreeOfParallelism = others.Length }, k =>
            others[k] = simulator.Simulate(run, CancellationToken.None));
        return others.All(other => Same(alone, other)) ? null : "runs differ when several threads make them";
    }

    private string? Replicas(RunDescription run)
    {
        var simulator = Simulator();
        if (!simulator.SupportsReplicas) return null;
        Trajectory Replica(ulong? noiseSeed) =>
            simulator.Simulate(run with { NoiseSeed = noiseSeed }, CancellationToken.None);
        var (alone, replica, other) = (Replica(null), Replica(NoiseSeed), Replica(OtherNoiseSeed));
        if (!Same(replica, Replica(NoiseSeed))) return "a second replica of the same NoiseSeed differs";
        if (!Same(alone, Replica(null))) return "a run without NoiseSeed differs after its replicas";
        if (!BeginSame(alone, replica) || !BeginSame(replica, other))
            return "replicas differ in the initial state, which Seed alone gives";
        return alone.FrameCount > 1 && (Same(alone, replica) || Same(replica, other))
            ? "replicas of different NoiseSeeds are the same: SupportsReplicas is for simulators with noise"
            : null;
    }

    private string? Cancellation(RunDescription run)
    {
        var simulator = Simulator();
        return Cancelling.Breach(token =>
        {
            try
            {
                simulator.Simulate(run with { Duration = Longer * run.Duration }, token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A recording has an end: run it to its end then.
                simulator.Simulate(run, token);
            }
        });
    }

    private string? NothingOutside(RunDescription run)
    {
        var watched = new WatchedFolders(arrangement.Untouched);
        Simulator().Simulate(run, CancellationToken.None);
        return watched.Change() is { } file ? $"{file} was written or changed" : null;
    }

    private static bool BeginSame(Trajectory one, Trajectory other) =>
        one.Positions(0).SequenceEqual(other.Positions(0))
        && one.HasVelocities == other.HasVelocities
        && (!one.HasVelocities || one.Velocities(0).SequenceEqual(other.Velocities(0)));

    private static bool Same(Trajectory one, Trajectory other)
    {
        if (!one.Times.SequenceEqual(other.Times) || one.HasVelocities != other.HasVelocities) return false;
        for (int t = 0; t < one.FrameCount; t++)
        {
            if (!one.Positions(t).SequenceEqual(other.Positions(t))) return false;
        }
        return one.AllVelocities.SequenceEqual(other.AllVelocities);
    }
}
