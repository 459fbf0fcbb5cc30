using Rom.Abstractions;

namespace RomHost.Tests.Validation;

/// <summary>A simulator of which a test says what it answers.</summary>
internal sealed class StubSimulator : ISimulator
{
    public Func<double, int?> Frames { get; init; } = _ => 10;

    public Func<InitialCondition, string?> Refusal { get; init; } = _ => null;

    public Func<double, MemoryNeed?> Memory { get; init; } = _ => null;

    public Func<Domain> Area { get; init; } = () => new Domain(1, 1, Boundary.Periodic);

    public Func<bool> Replicas { get; init; } = () => false;

    public Domain Domain => Area();

    public bool SupportsReplicas => Replicas();

    public int? FrameCount(double duration) => Frames(duration);

    public MemoryNeed? MemoryFor(double duration) => Memory(duration);

    public string? RefusalOf(InitialCondition initialCondition, double duration) => Refusal(initialCondition);

    public Trajectory Simulate(RunDescription run, CancellationToken cancellation) => throw new NotSupportedException();
}
