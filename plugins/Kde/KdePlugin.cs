using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Kde;

/// <summary>Registers the density estimator <c>kde</c>.</summary>
public sealed class KdePlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) => services.AddDensityEstimator<KdeEstimator, KdeOptions>("kde");
}
