using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Direct.Tests;

/// <summary>Names and limits of the options.</summary>
public class OptionsTests
{
    public static TheoryData<string, DirectOptions> Wrong => new()
    {
        { nameof(DirectOptions.Lag), new DirectOptions { Lag = 0 } },
        { nameof(DirectOptions.StatePenalty), new DirectOptions { StatePenalty = -1 } },
        { nameof(DirectOptions.StatePenalty), new DirectOptions { StatePenalty = double.PositiveInfinity } },
        { nameof(DirectOptions.ChangePenalty), new DirectOptions { ChangePenalty = double.NaN } },
        { nameof(DirectOptions.MaxWindows), new DirectOptions { MaxWindows = 0 } },
        { nameof(DirectOptions.Horizon), new DirectOptions { Horizon = 0 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void NumbersOutOfRange_AreRefusedByName(string property, DirectOptions options)
    {
        var results = new List<ValidationResult>();
        var context = new ValidationContext(options);
        Assert.False(Validator.TryValidateObject(options, context, results, validateAllProperties: true));
        Assert.Equal([property], Assert.Single(results).MemberNames);
    }

    [Fact]
    public void Defaults_AreValidAndUndoubted()
    {
        var options = new DirectOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        Assert.Empty(options.Doubts());
    }

    [Fact]
    public void ARestartFromWindowsThatWereNeverSeen_IsDoubted()
    {
        var doubt = Assert.Single(new DirectOptions { Beyond = BeyondRule.Restart }.Doubts());
        Assert.Contains("windows: anywhere", doubt.ErrorMessage);
        Assert.Equal([nameof(DirectOptions.Beyond)], doubt.MemberNames);
        Assert.Empty(new DirectOptions { Beyond = BeyondRule.Restart, Windows = WindowPlacement.Anywhere }.Doubts());
    }

    [Fact]
    public void Plugin_OffersATrainerAsDirect()
    {
        var services = new ServiceCollection();
        new DirectPlugin().Configure(services);
        using var provider = services.BuildServiceProvider();
        var registration = Assert.Single(provider.GetServices<RomModelRegistration>());
        Assert.Equal(("direct", typeof(DirectOptions)), (registration.Name, registration.OptionsType));
        Assert.Equal(9, registration.Create(provider, new DirectOptions { Lag = 9 }).MaxLag);
    }
}
