namespace Rom.Abstractions;

/// <summary>Simulates, plays back or otherwise produces trajectories of particles in the plane.</summary>
/// <remarks>
/// Several threads may call one instance at the same time; a run gives the same bytes on any of them. The host makes an
/// instance for each run, other programs may share one: nothing that a run leaves in it may reach another.
/// </remarks>
public interface ISimulator
{
    /// <summary>The domain that positions lie in.</summary>
    Domain Domain { get; }

    /// <summary>The number of frames that a run of this duration will have, where it is known beforehand.</summary>
    /// <param name="duration">Simulated time [time units].</param>
    /// <returns>The number of frames including the initial state, or null when only the run will tell.</returns>
    int? FrameCount(double duration);

    /// <summary>Memory that one run of this duration cannot do without, its trajectory included.</summary>
    /// <remarks>
    /// The host asks before anything is computed and refuses a run that the machine has no memory for: only a simulator
    /// knows its number of particles. A simulator that does not say is not refused.
    /// </remarks>
    /// <param name="duration">Simulated time [time units].</param>
    /// <returns>The need, or null where it is not known beforehand.</returns>
    MemoryNeed? MemoryFor(double duration) => null;

    /// <summary>Why a run cannot be made, as far as that is quickly known.</summary>
    /// <remarks>The host asks for every run before anything is computed, and <c>romhost validate</c> does.</remarks>
    /// <param name="initialCondition">A record of one of the families that the simulator declared.</param>
    /// <param name="duration">Simulated time [time units].</param>
    /// <returns>What was expected and found, where, and the remedy; null where nothing is known against it.</returns>
    string? RefusalOf(InitialCondition initialCondition, double duration) => null;

    /// <summary>Produces one run.</summary>
    /// <param name="run">Initial condition, duration and seed.</param>
    /// <param name="cancellation">Ends the run within a second.</param>
    /// <returns>Frames at increasing times, the first of them the initial state.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    Trajectory Simulate(RunDescription run, CancellationToken cancellation);
}
