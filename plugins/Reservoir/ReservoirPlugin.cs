using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Reservoir;

/// <summary>Registers the model <c>reservoir</c>.</summary>
public sealed class ReservoirPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) =>
        services.AddRomModel<ReservoirTrainer, ReservoirOptions>("reservoir");
}
