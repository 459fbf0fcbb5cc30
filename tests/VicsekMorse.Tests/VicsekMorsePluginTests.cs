using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;
using VicsekMorse.Options;

namespace VicsekMorse.Tests;

public class VicsekMorsePluginTests
{
    [Fact]
    public void Plugin_OffersTheSimulatorAndItsFamilies()
    {
        var services = new ServiceCollection();
        new VicsekMorsePlugin().Configure(services);
        using ServiceProvider provider = services.BuildServiceProvider();
        var offer = Assert.Single(provider.GetServices<SimulatorRegistration>());

        Assert.Equal("vicsek-morse", offer.Name);
        Assert.Equal(["gaussian", "ring", "two_clusters", "uniform"], offer.InitialConditions.Keys.Order());
        ISimulator simulator = offer.Create(provider, new VicsekMorseOptions { Domain = new DomainOptions { Lx = 12 } });
        Assert.Equal(12, simulator.Domain.Lx);
        Assert.All(offer.InitialConditions.Values, family => Assert.NotEqual(0, simulator.Simulate(
            new RunDescription((InitialCondition)Activator.CreateInstance(family)!, 0.08, 1), CancellationToken.None).FrameCount));
    }
}
