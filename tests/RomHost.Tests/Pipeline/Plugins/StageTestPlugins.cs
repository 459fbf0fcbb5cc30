using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;
using RomHost.Tests.Pipeline.Waves;

namespace RomHost.Tests.Pipeline.Plugins;

/// <summary>Plugins that do as little as a stage needs, registered as plugins register.</summary>
internal static class StageTestPlugins
{
    public static readonly IReadOnlyList<PluginRegistration> All = Register();

    public static readonly IServiceProvider Services = new ServiceCollection().BuildServiceProvider();

    private static PluginRegistration[] Register()
    {
        var services = new ServiceCollection();
        services.AddSimulator<DriftSimulator, DriftOptions>("drift", families => families.Add<Anywhere>("anywhere"));
        services.AddDensityEstimator<HistogramEstimator, HistogramOptions>("histogram");
        services.AddDensityEstimator<FluxEstimator, HistogramOptions>("flux");
        services.AddRomModel<HoldTrainer, HoldOptions>("hold");
        services.AddRomModel<FactorTrainer, FactorOptions>("factor");
        services.AddRomModel<SpreadTrainer, SpreadOptions>("spread");
        services.AddRomModel<MeanTrainer, MeanOptions>("mean");
        new Mvar.MvarPlugin().Configure(services);
        new OpInf.OpInfPlugin().Configure(services);
        services.AddSimulator<WaveSimulator, WaveOptions>("waves", families => families.Add<AnyWave>("any"));
        services.AddDensityEstimator<WaveEstimator, WaveEstimatorOptions>("waves");
        return [.. services.Select(service => service.ImplementationInstance).OfType<PluginRegistration>()];
    }
}
