using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Linear.Tests;

/// <summary>Names and limits of the options.</summary>
public class OptionsTests
{
    public static TheoryData<string, LinearOptions> Wrong => new()
    {
        { nameof(LinearOptions.Lag), new LinearOptions { Lag = 0 } },
        { nameof(LinearOptions.RidgeAlpha), new LinearOptions { RidgeAlpha = double.NaN } },
        { nameof(LinearOptions.RidgeAlpha), new LinearOptions { RidgeAlpha = -1 } },
        { nameof(LinearOptions.MaxRadius), new LinearOptions { MaxRadius = 1.01 } },
        { nameof(LinearOptions.MaxRadius), new LinearOptions { MaxRadius = 0 } },
        { nameof(LinearOptions.Horizon), new LinearOptions { Horizon = 0 } },
        { nameof(LinearOptions.MaxWindows), new LinearOptions { MaxWindows = 0 } },
        { nameof(LinearOptions.MaxEpochs), new LinearOptions { MaxEpochs = -1 } },
        { nameof(LinearOptions.Patience), new LinearOptions { Patience = 0 } },
        { nameof(LinearOptions.LearningRate), new LinearOptions { LearningRate = 0 } },
        { nameof(LinearOptions.ValidationFraction), new LinearOptions { ValidationFraction = 1 } },
        { nameof(LinearOptions.Eigenvalues), new LinearOptions { Eigenvalues = EigenvalueRule.Circle } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void ImpossibleValues_AreRefusedByName(string property, LinearOptions options)
    {
        var results = new List<ValidationResult>();
        Assert.False(Validator.TryValidateObject(
            options, new ValidationContext(options), results, validateAllProperties: true));
        Assert.Equal(property, Assert.Single(results).MemberNames.First());
    }

    [Fact]
    public void Defaults_AndACircleOfLag1_AreValid()
    {
        foreach (var options in (LinearOptions[])[new(), new() { Lag = 1, Eigenvalues = EigenvalueRule.Circle }])
            Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
    }

    [Fact]
    public void Plugin_OffersATrainerAsLinear()
    {
        var services = new ServiceCollection();
        new LinearPlugin().Configure(services);
        using var provider = services.BuildServiceProvider();
        var registration = Assert.Single(provider.GetServices<RomModelRegistration>());
        Assert.Equal(("linear", typeof(LinearOptions)), (registration.Name, registration.OptionsType));
        Assert.Equal(9, registration.Create(provider, new LinearOptions { Lag = 9 }).MaxLag);
    }
}
