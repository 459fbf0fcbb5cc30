using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Analog;

/// <summary>Registers the model <c>analog</c>.</summary>
public sealed class AnalogPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) => services.AddRomModel<AnalogTrainer, AnalogOptions>("analog");
}
