using Rom.Abstractions;
using Rom.Forecasting.Work;

namespace Rom.Forecasting.Plugins;

/// <summary>A plugin's density estimator whose calls are registered as <see cref="WorkUnderWay"/>.</summary>
/// <param name="Inner">The estimator.</param>
/// <param name="Plugin">Its plugin.</param>
/// <param name="Name">The description of its work.</param>
internal record WatchedEstimator(IDensityEstimator Inner, string Plugin, string Name)
    : IDensityEstimator, IDisposable
{
    /// <inheritdoc/>
    public Grid GridOn(Domain domain)
    {
        using var work = WorkUnderWay.Begin($"the grid of {Name}", Plugin, isBrief: true);
        return Inner.GridOn(domain);
    }

    /// <inheritdoc/>
    public DensityMovie Estimate(Trajectory trajectory, Domain domain, CancellationToken cancellation)
    {
        using var work = WorkUnderWay.Begin($"the density of {Name}", Plugin);
        return Inner.Estimate(trajectory, domain, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => (Inner as IDisposable)?.Dispose();
}
