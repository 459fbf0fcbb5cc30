using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;

namespace Mvar.Tests;

/// <summary>Names and limits of the options.</summary>
public class OptionsTests
{
    public static TheoryData<string, MvarOptions> Wrong => new()
    {
        { nameof(MvarOptions.Lag), new MvarOptions { Lag = 0 } },
        { nameof(MvarOptions.MaxLag), new MvarOptions { MaxLag = 0 } },
        { nameof(MvarOptions.RidgeAlpha), new MvarOptions { RidgeAlpha = -1e-9 } },
        { nameof(MvarOptions.RidgeAlpha), new MvarOptions { RidgeAlpha = double.NaN } },
        { nameof(MvarOptions.RidgeAlpha), new MvarOptions { RidgeAlpha = double.PositiveInfinity } },
        { nameof(MvarOptions.StabilityThreshold), new MvarOptions { StabilityThreshold = 0 } },
        { nameof(MvarOptions.StabilityThreshold), new MvarOptions { StabilityThreshold = 1.01 } },
        { nameof(MvarOptions.StabilityThreshold), new MvarOptions { StabilityThreshold = double.NaN } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void NumbersOutOfRange_AreRefusedByName(string property, MvarOptions options)
    {
        var results = new List<ValidationResult>();
        var context = new ValidationContext(options);
        Assert.False(Validator.TryValidateObject(options, context, results, validateAllProperties: true));
        Assert.Equal([property], Assert.Single(results).MemberNames);
    }

    [Fact]
    public void Defaults_AreValid()
    {
        var options = new MvarOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        Assert.Equal((5, 1e-4, Stability.None), (options.Lag, options.RidgeAlpha, options.Stability));
    }

    [Fact]
    public void Plugin_OffersATrainerAsMvar()
    {
        var services = new ServiceCollection();
        new MvarPlugin().Configure(services);
        using var provider = services.BuildServiceProvider();
        var registration = Assert.Single(provider.GetServices<RomModelRegistration>());
        Assert.Equal(("mvar", typeof(MvarOptions)), (registration.Name, registration.OptionsType));
        Assert.Equal(9, registration.Create(provider, new MvarOptions { Lag = 9 }).MaxLag);
    }
}
