using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Linear;

/// <summary>Registers the model <c>linear</c>.</summary>
public sealed class LinearPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) => services.AddRomModel<LinearTrainer, LinearOptions>("linear");
}
