namespace Rom.Abstractions;

/// <summary>All that a simulator needs to know of one run: the result is a function of this and of the simulator's options.</summary>
/// <param name="InitialCondition">A record of one of the families that the simulator declared.</param>
/// <param name="Duration">Simulated time [time units], from the initial state at time 0.</param>
/// <param name="Seed">Seed of the run's own random stream, different for every run of an experiment.</param>
public sealed record RunDescription(InitialCondition InitialCondition, double Duration, ulong Seed)
{
    /// <summary>
    /// Receives the share of the run that is done, from 0 to 1, as far as a simulator tells; null where it is not shown.
    /// Calls are cheap and may come from any thread.
    /// </summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>
    /// Receives doubts about the run's data that do not prevent a result: one sentence each, which names the file or option that is
    /// meant, what was found, and the remedy. Null where the caller takes none. Calls may come from any thread; equal sentences
    /// count once.
    /// </summary>
    public IProgress<string>? Warnings { get; init; }
}
