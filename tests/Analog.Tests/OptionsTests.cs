using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Analog.Tests;

/// <summary>Names and limits of the options.</summary>
public class OptionsTests
{
    public static TheoryData<string, AnalogOptions> Wrong => new()
    {
        { nameof(AnalogOptions.Lag), new AnalogOptions { Lag = 0 } },
        { nameof(AnalogOptions.Neighbours), new AnalogOptions { Neighbours = 0 } },
        { nameof(AnalogOptions.Neighbours), new AnalogOptions { Neighbours = 6, MaxWindows = 5 } },
        { nameof(AnalogOptions.Width), new AnalogOptions { Width = 0 } },
        { nameof(AnalogOptions.Width), new AnalogOptions { Width = double.NaN } },
        { nameof(AnalogOptions.ChangeWeight), new AnalogOptions { ChangeWeight = -1 } },
        { nameof(AnalogOptions.MaxWindows), new AnalogOptions { MaxWindows = 0 } },
        { nameof(AnalogOptions.Horizon), new AnalogOptions { Horizon = 0 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void NumbersOutOfRange_AreRefusedByName(string property, AnalogOptions options)
    {
        var results = new List<ValidationResult>();
        var context = new ValidationContext(options);
        Assert.False(Validator.TryValidateObject(options, context, results, validateAllProperties: true));
        Assert.Equal([property], Assert.Single(results).MemberNames);
    }

    [Fact]
    public void Defaults_AreValidAndUndoubted()
    {
        var options = new AnalogOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        Assert.Empty(options.Doubts());
    }

    [Fact]
    public void ARestartFromWindowsThatWereNeverSeen_IsDoubted()
    {
        var doubt = Assert.Single(new AnalogOptions { Beyond = BeyondRule.Restart }.Doubts());
        Assert.Contains("windows: anywhere", doubt.ErrorMessage);
        Assert.Equal([nameof(AnalogOptions.Beyond)], doubt.MemberNames);
        Assert.Empty(new AnalogOptions { Beyond = BeyondRule.Restart, Windows = WindowPlacement.Anywhere }.Doubts());
    }

    [Fact]
    public void Plugin_OffersATrainerAsAnalog()
    {
        var services = new ServiceCollection();
        new AnalogPlugin().Configure(services);
        using var provider = services.BuildServiceProvider();
        var registration = Assert.Single(provider.GetServices<RomModelRegistration>());
        Assert.Equal(("analog", typeof(AnalogOptions)), (registration.Name, registration.OptionsType));
        Assert.Equal(9, registration.Create(provider, new AnalogOptions { Lag = 9 }).MaxLag);
    }
}
