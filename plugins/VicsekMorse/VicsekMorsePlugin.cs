using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;
using VicsekMorse.InitialConditions;
using VicsekMorse.Options;

namespace VicsekMorse;

/// <summary>Registers the simulator <c>vicsek-morse</c> and its initial-condition families.</summary>
public sealed class VicsekMorsePlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) =>
        services.AddSimulator<VicsekMorseSimulator, VicsekMorseOptions>("vicsek-morse", families => families
            .Add<Uniform>("uniform")
            .Add<Gaussian>("gaussian")
            .Add<Ring>("ring")
            .Add<TwoClusters>("two_clusters"));
}
