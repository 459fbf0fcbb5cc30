using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Stochastic.Tests;

/// <summary>Names and limits of the options.</summary>
public class OptionsTests
{
    public static TheoryData<string, StochasticOptions> Wrong => new()
    {
        { nameof(StochasticOptions.Lag), new StochasticOptions { Lag = 0 } },
        { nameof(StochasticOptions.Levels), new StochasticOptions { Levels = 0 } },
        { nameof(StochasticOptions.Levels), new StochasticOptions { Levels = 4 } },
        { nameof(StochasticOptions.RidgeAlpha), new StochasticOptions { RidgeAlpha = double.NaN } },
        { nameof(StochasticOptions.MaxRadius), new StochasticOptions { MaxRadius = 1.001 } },
        { nameof(StochasticOptions.MaxRadius), new StochasticOptions { MaxRadius = 0 } },
        { nameof(StochasticOptions.StabilityMargin), new StochasticOptions { StabilityMargin = 0.9 } },
        { nameof(StochasticOptions.ValidationFraction), new StochasticOptions { ValidationFraction = 1 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void ImpossibleValues_AreRefusedByName(string property, StochasticOptions options)
    {
        var results = new List<ValidationResult>();
        Assert.False(Validator.TryValidateObject(
            options, new ValidationContext(options), results, validateAllProperties: true));
        Assert.Equal([property], Assert.Single(results).MemberNames);
    }

    [Fact]
    public void Plugin_OffersATrainerAsStochastic()
    {
        var services = new ServiceCollection();
        new StochasticPlugin().Configure(services);
        using var provider = services.BuildServiceProvider();
        var registration = Assert.Single(provider.GetServices<RomModelRegistration>());
        Assert.Equal(("stochastic", typeof(StochasticOptions)), (registration.Name, registration.OptionsType));
        Assert.Equal(9, registration.Create(provider, new StochasticOptions { Lag = 9, Levels = 1 }).MaxLag);
    }
}
