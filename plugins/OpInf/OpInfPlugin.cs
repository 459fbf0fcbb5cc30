using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace OpInf;

/// <summary>Registers the model <c>opinf</c>.</summary>
public sealed class OpInfPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) => services.AddRomModel<OpInfTrainer, OpInfOptions>("opinf");
}
