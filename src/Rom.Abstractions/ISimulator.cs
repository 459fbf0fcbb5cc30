namespace Rom.Abstractions;

/// <summary>Simulates, plays back or otherwise produces trajectories of particles in the plane.</summary>
/// <remarks>
/// Several threads may call one instance at the same time; a run gives the same bytes on any of them. The host creates
/// an instance for each run, other programs may share one: a run must leave no state that affects another.
/// </remarks>
public interface ISimulator
{
    /// <summary>The domain of all positions.</summary>
    Domain Domain { get; }

    /// <summary>Returns the number of frames of a run of this duration, where it is known beforehand.</summary>
    /// <param name="duration">Simulated time [time units].</param>
    /// <returns>
    /// The number of frames including the initial state, or null when it is known only after the run.
    /// </returns>
    int? FrameCount(double duration);

    /// <summary>Returns the least memory that one run of this duration needs, its trajectory included.</summary>
    /// <remarks>
    /// The host asks before anything is computed and refuses a run that exceeds the machine's memory: only a simulator
    /// knows its number of particles. A simulator that returns null is never refused.
    /// </remarks>
    /// <param name="duration">Simulated time [time units].</param>
    /// <returns>The need, or null where it is not known beforehand.</returns>
    MemoryNeed? MemoryFor(double duration) => null;

    /// <summary>Returns the reason why a run is impossible, as far as a quick check can tell.</summary>
    /// <remarks>The host and <c>romhost validate</c> ask for every run before anything is computed.</remarks>
    /// <param name="initialCondition">A record of one of the families that the simulator declared.</param>
    /// <param name="duration">Simulated time [time units].</param>
    /// <returns>The expected and the found value, the place and the remedy; null where no reason is known.</returns>
    string? RefusalOf(InitialCondition initialCondition, double duration) => null;

    /// <summary>Whether runs can begin in the same state and go on under other noise.</summary>
    /// <remarks>
    /// Such a simulator draws the initial state from <see cref="RunDescription.Seed"/>, and all noise after it from
    /// <see cref="RunDescription.NoiseSeed"/> where that is given. The host makes replicas of the test runs with it,
    /// which show how much of a run can be forecast. False for a simulator without noise, all of whose replicas would
    /// be the run itself.
    /// </remarks>
    bool SupportsReplicas => false;

    /// <summary>Produces one run.</summary>
    /// <param name="run">Initial condition, duration and seeds.</param>
    /// <param name="cancellation">Ends the run within a second.</param>
    /// <returns>Frames at increasing times, the first of them the initial state.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    Trajectory Simulate(RunDescription run, CancellationToken cancellation);
}
