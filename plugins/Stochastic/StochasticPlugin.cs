using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Stochastic;

/// <summary>Registers the model <c>stochastic</c>.</summary>
public sealed class StochasticPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) =>
        services.AddRomModel<StochasticTrainer, StochasticOptions>("stochastic");
}
