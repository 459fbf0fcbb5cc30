using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Direct;

/// <summary>Registers the model <c>direct</c>.</summary>
public sealed class DirectPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) => services.AddRomModel<DirectTrainer, DirectOptions>("direct");
}
