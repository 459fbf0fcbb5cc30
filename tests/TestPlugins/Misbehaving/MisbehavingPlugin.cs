using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Misbehaving;

/// <summary>Registers models that diverge, throw and overflow.</summary>
public sealed class MisbehavingPlugin : IRomPlugin
{
    /// <inheritdoc/>
    public void Configure(IServiceCollection services) => services
        .AddRomModel<MisbehavingTrainer, MisbehavingOptions>("misbehaving")
        .AddSimulator<MisbehavingSimulator, DataFaultOptions>(
            "misbehaving", families => families.Add<Somewhere>("somewhere"))
        .AddDensityEstimator<MisbehavingEstimator, DataFaultOptions>("misbehaving");
}
