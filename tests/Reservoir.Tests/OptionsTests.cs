using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Reservoir.Tests;

/// <summary>Names, limits and doubts of the options.</summary>
public class OptionsTests
{
    public static TheoryData<string, ReservoirOptions> Wrong => new()
    {
        { nameof(ReservoirOptions.Lag), new ReservoirOptions { Lag = 0 } },
        { nameof(ReservoirOptions.Members), new ReservoirOptions { Members = 0 } },
        { nameof(ReservoirOptions.Units), new ReservoirOptions { Units = 0 } },
        { nameof(ReservoirOptions.Connections), new ReservoirOptions { Connections = 0 } },
        { nameof(ReservoirOptions.SpectralRadius), new ReservoirOptions { SpectralRadius = 2.1 } },
        { nameof(ReservoirOptions.SpectralRadius), new ReservoirOptions { SpectralRadius = double.NaN } },
        { nameof(ReservoirOptions.Leak), new ReservoirOptions { Leak = 0 } },
        { nameof(ReservoirOptions.InputScaling), new ReservoirOptions { InputScaling = -1 } },
        { nameof(ReservoirOptions.BiasScaling), new ReservoirOptions { BiasScaling = -1 } },
        { nameof(ReservoirOptions.RidgeAlpha), new ReservoirOptions { RidgeAlpha = double.NaN } },
        { nameof(ReservoirOptions.StabilityMargin), new ReservoirOptions { StabilityMargin = 0.5 } },
        { nameof(ReservoirOptions.MaxWindows), new ReservoirOptions { MaxWindows = 0 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void ImpossibleValues_AreRefusedByName(string property, ReservoirOptions options)
    {
        var results = new List<ValidationResult>();
        Assert.False(Validator.TryValidateObject(
            options, new ValidationContext(options), results, validateAllProperties: true));
        Assert.Equal([property], Assert.Single(results).MemberNames);
    }

    [Fact]
    public void SpectralRadiusWithoutTheEchoStateProperty_AndAShortWashout_AreDoubted()
    {
        Assert.Empty(new ReservoirOptions().Doubts());
        var radius = Assert.Single(new ReservoirOptions { SpectralRadius = 1 }.Doubts());
        Assert.Contains("echo-state property", radius.ErrorMessage);
        Assert.Equal("SpectralRadius", radius.MemberNames.First());
        var washout = Assert.Single(new ReservoirOptions { SpectralRadius = 0.95 }.Doubts());
        Assert.Contains("up to 0.815 of a network's start is left", washout.ErrorMessage);
        Assert.Equal("Lag", washout.MemberNames.First());
    }

    [Fact]
    public void Plugin_OffersATrainerAsReservoir()
    {
        var services = new ServiceCollection();
        new ReservoirPlugin().Configure(services);
        using var provider = services.BuildServiceProvider();
        var registration = Assert.Single(provider.GetServices<RomModelRegistration>());
        Assert.Equal(("reservoir", typeof(ReservoirOptions)), (registration.Name, registration.OptionsType));
        Assert.Equal(9, registration.Create(provider, new ReservoirOptions { Lag = 9 }).MaxLag);
    }
}
