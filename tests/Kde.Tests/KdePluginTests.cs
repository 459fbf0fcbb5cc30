using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Kde.Tests;

public class KdePluginTests
{
    [Fact]
    public void Plugin_OffersTheEstimator()
    {
        var services = new ServiceCollection();
        new KdePlugin().Configure(services);
        using ServiceProvider provider = services.BuildServiceProvider();
        var offer = Assert.Single(provider.GetServices<DensityEstimatorRegistration>());

        Assert.Equal("kde", offer.Name);
        IDensityEstimator estimator = offer.Create(provider, new KdeOptions { Nx = 5, Ny = 7 });
        Grid grid = estimator.GridOn(new Domain(25, 20, Boundary.Periodic));
        Assert.Equal((5, 7), (grid.Nx, grid.Ny));
    }

    [Theory]
    [InlineData(0, 64, 5)]
    [InlineData(64, -1, 5)]
    [InlineData(64, 64, -1)]
    [InlineData(64, 64, -0.4)]
    [InlineData(64, 64, double.NaN)]
    [InlineData(64, 64, double.PositiveInfinity)]
    public void OptionsOutOfRange_AreRefused(int nx, int ny, double bandwidth)
    {
        var options = new KdeOptions { Nx = nx, Ny = ny, Bandwidth = bandwidth };
        var context = new ValidationContext(options);
        Assert.False(Validator.TryValidateObject(options, context, [], validateAllProperties: true));
    }
}
