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
        var options = new VicsekMorseOptions { Domain = new DomainOptions { Lx = 12 } };
        ISimulator simulator = offer.Create(provider, options);
        Assert.Equal(12, simulator.Domain.Lx);
        foreach (Type family in offer.InitialConditions.Values)
        {
            var placement = (InitialCondition)Activator.CreateInstance(family)!;
            Trajectory run = simulator.Simulate(new RunDescription(placement, 0.08, 1), CancellationToken.None);
            Assert.Equal(3, run.FrameCount);
        }
    }
}
