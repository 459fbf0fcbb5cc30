using Rom.Abstractions;
using Rom.Forecasting.Work;

namespace Rom.Forecasting.Plugins;

/// <summary>A plugin's simulator whose calls are registered as <see cref="WorkUnderWay"/>.</summary>
/// <param name="Inner">The simulator.</param>
/// <param name="Plugin">Its plugin.</param>
/// <param name="Name">The description of its work.</param>
internal record WatchedSimulator(ISimulator Inner, string Plugin, string Name) : ISimulator, IDisposable
{
    /// <inheritdoc/>
    public Domain Domain
    {
        get
        {
            using var work = Begin("the domain", isBrief: true);
            return Inner.Domain;
        }
    }

    /// <inheritdoc/>
    public int? FrameCount(double duration)
    {
        using var work = Begin("the number of frames", isBrief: true);
        return Inner.FrameCount(duration);
    }

    /// <inheritdoc/>
    public MemoryNeed? MemoryFor(double duration)
    {
        using var work = Begin("the need of memory", isBrief: true);
        return Inner.MemoryFor(duration);
    }

    /// <inheritdoc/>
    public string? RefusalOf(InitialCondition initialCondition, double duration)
    {
        using var work = Begin("the check of an initial condition", isBrief: true);
        return Inner.RefusalOf(initialCondition, duration);
    }

    /// <inheritdoc/>
    public bool SupportsReplicas
    {
        get
        {
            using var work = Begin("the support of replicas", isBrief: true);
            return Inner.SupportsReplicas;
        }
    }

    /// <inheritdoc/>
    public Trajectory Simulate(RunDescription run, CancellationToken cancellation)
    {
        using var work = Begin("the simulation");
        return Inner.Simulate(run, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => (Inner as IDisposable)?.Dispose();

    /// <summary>Registers a call.</summary>
    /// <param name="what">The work.</param>
    /// <param name="isBrief">Whether it takes no time to speak of.</param>
    protected WorkUnderWay Begin(string what, bool isBrief = false) =>
        WorkUnderWay.Begin($"{what} of {Name}", Plugin, isBrief);
}
