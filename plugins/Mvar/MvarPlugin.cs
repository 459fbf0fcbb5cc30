using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Mvar;

/// <summary>Registers the model <c>mvar</c>.</summary>
public sealed class MvarPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) => services.AddRomModel<MvarTrainer, MvarOptions>("mvar");
}
