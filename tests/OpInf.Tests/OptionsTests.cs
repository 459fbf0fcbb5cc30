using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace OpInf.Tests;

/// <summary>Names and limits of the options.</summary>
public class OptionsTests
{
    public static TheoryData<string, OpInfOptions> Wrong => new()
    {
        { nameof(OpInfOptions.Lag), new OpInfOptions { Lag = 0 } },
        { nameof(OpInfOptions.QuadraticModes), new OpInfOptions { QuadraticModes = -1 } },
        { nameof(OpInfOptions.LinearPenalty), new OpInfOptions { LinearPenalty = double.NaN } },
        { nameof(OpInfOptions.OlderPenalty), new OpInfOptions { OlderPenalty = -1 } },
        { nameof(OpInfOptions.QuadraticPenalty), new OpInfOptions { QuadraticPenalty = double.PositiveInfinity } },
        { nameof(OpInfOptions.RatePenalty), new OpInfOptions { RatePenalty = double.NaN } },
        { nameof(OpInfOptions.StabilityMargin), new OpInfOptions { StabilityMargin = 0.9 } },
        { nameof(OpInfOptions.ValidationFraction), new OpInfOptions { ValidationFraction = 1 } },
        { nameof(OpInfOptions.MaxWindows), new OpInfOptions { MaxWindows = 0 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void ImpossibleValues_AreRefusedByName(string property, OpInfOptions options)
    {
        var results = new List<ValidationResult>();
        Assert.False(Validator.TryValidateObject(
            options, new ValidationContext(options), results, validateAllProperties: true));
        Assert.Equal([property], Assert.Single(results).MemberNames);
    }

    [Fact]
    public void Plugin_OffersATrainerAsOpinf()
    {
        var services = new ServiceCollection();
        new OpInfPlugin().Configure(services);
        using var provider = services.BuildServiceProvider();
        var registration = Assert.Single(provider.GetServices<RomModelRegistration>());
        Assert.Equal(("opinf", typeof(OpInfOptions)), (registration.Name, registration.OptionsType));
        Assert.Equal(9, registration.Create(provider, new OpInfOptions { Lag = 9 }).MaxLag);
    }
}
