using External.InitialConditions;
using External.Options;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace External;

/// <summary>Registers the simulator <c>external</c> and its one family, <c>program</c>.</summary>
public sealed class ExternalPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) =>
        services.AddSimulator<ExternalSimulator, ExternalOptions>(
            "external", families => families.Add<ProgramCase>("program"));
}
