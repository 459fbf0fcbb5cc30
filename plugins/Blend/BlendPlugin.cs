using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Blend;

/// <summary>Registers the model <c>blend</c>.</summary>
public sealed class BlendPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) => services.AddRomModel<BlendTrainer, BlendOptions>("blend");
}
