namespace Rom.Abstractions;

/// <summary>Describes one run to a simulator: the result depends on this and on the simulator's options only.</summary>
/// <param name="InitialCondition">A record of one of the families that the simulator declared.</param>
/// <param name="Duration">Simulated time [time units], from the initial state at time 0.</param>
/// <param name="Seed">Seed of the run's own random stream, different for every run of an experiment.</param>
public sealed record RunDescription(InitialCondition InitialCondition, double Duration, ulong Seed)
{
    /// <summary>
    /// Seed of the noise after the initial state, for a replica: a run that begins as the one of the same
    /// <see cref="Seed"/> and goes on under other noise. Null for the run itself, whose noise <see cref="Seed"/> gives.
    /// </summary>
    /// <remarks>
    /// Given only to simulators that say <see cref="ISimulator.SupportsReplicas"/>; others ignore it.
    /// </remarks>
    public ulong? NoiseSeed { get; init; }

    /// <summary>
    /// Receives the completed share of the run, from 0 to 1, if the simulator reports it; null where progress is not
    /// shown. Calls are cheap and may come from any thread.
    /// </summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>
    /// Receives doubts about the run's data that do not prevent a result: one sentence each, with the file or option,
    /// the value found, and the remedy. Null where the caller ignores them. Calls may come from any thread; equal
    /// sentences count once.
    /// </summary>
    public IProgress<string>? Warnings { get; init; }
}
