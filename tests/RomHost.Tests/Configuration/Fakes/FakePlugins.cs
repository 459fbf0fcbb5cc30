using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace RomHost.Tests.Configuration.Fakes;

/// <summary>Plugins with the names and option names of the shipped ones, registered as plugins register.</summary>
internal static class FakePlugins
{
    public static readonly IReadOnlyList<PluginRegistration> All = Register();

    public static readonly IServiceProvider Services = new ServiceCollection().BuildServiceProvider();

    private static PluginRegistration[] Register()
    {
        var services = new ServiceCollection();
        services.AddSimulator<FakeSimulator, FakeSimulatorOptions>("vicsek-morse", families => families
            .Add<FakeUniform>("uniform")
            .Add<FakeGaussian>("gaussian")
            .Add<FakeRing>("ring")
            .Add<FakeTwoClusters>("two_clusters"));
        services.AddDensityEstimator<FakeEstimator, FakeDensityOptions>("kde");
        services.AddRomModel<FakeMvar, FakeMvarOptions>("mvar");
        services.AddRomModel<FakeLstm, FakeLstmOptions>("lstm");
        services.AddRomModel<FakeKitchenSink, FakeKitchenSinkOptions>("sink");
        return [.. services.Select(service => service.ImplementationInstance).OfType<PluginRegistration>()];
    }
}
