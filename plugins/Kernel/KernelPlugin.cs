using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Kernel;

/// <summary>Registers the model <c>kernel</c>.</summary>
public sealed class KernelPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) => services.AddRomModel<KernelTrainer, KernelOptions>("kernel");
}
