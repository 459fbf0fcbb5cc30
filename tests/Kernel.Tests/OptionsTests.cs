using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Kernel.Tests;

/// <summary>Names and limits of the options.</summary>
public class OptionsTests
{
    public static TheoryData<string, KernelOptions> Wrong => new()
    {
        { nameof(KernelOptions.Lag), new KernelOptions { Lag = 0 } },
        { nameof(KernelOptions.Width), new KernelOptions { Width = 0 } },
        { nameof(KernelOptions.Penalty), new KernelOptions { Penalty = -1 } },
        { nameof(KernelOptions.Penalty), new KernelOptions { Penalty = double.NaN } },
        { nameof(KernelOptions.ChangeWeight), new KernelOptions { ChangeWeight = -1 } },
        { nameof(KernelOptions.MaxWindows), new KernelOptions { MaxWindows = 40001 } },
        { nameof(KernelOptions.MaxWindows), new KernelOptions { MaxWindows = 0 } },
        { nameof(KernelOptions.Horizon), new KernelOptions { Horizon = 0 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void NumbersOutOfRange_AreRefusedByName(string property, KernelOptions options)
    {
        var results = new List<ValidationResult>();
        var context = new ValidationContext(options);
        Assert.False(Validator.TryValidateObject(options, context, results, validateAllProperties: true));
        Assert.Equal([property], Assert.Single(results).MemberNames);
    }

    [Fact]
    public void Defaults_AreValidAndUndoubted()
    {
        var options = new KernelOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        Assert.Empty(options.Doubts());
    }

    [Fact]
    public void ARestartFromWindowsThatWereNeverSeen_IsDoubted()
    {
        var doubt = Assert.Single(new KernelOptions { Beyond = BeyondRule.Restart }.Doubts());
        Assert.Contains("windows: anywhere", doubt.ErrorMessage);
        Assert.Equal([nameof(KernelOptions.Beyond)], doubt.MemberNames);
        Assert.Empty(new KernelOptions { Beyond = BeyondRule.Restart, Windows = WindowPlacement.Anywhere }.Doubts());
    }

    [Fact]
    public void Plugin_OffersATrainerAsKernel()
    {
        var services = new ServiceCollection();
        new KernelPlugin().Configure(services);
        using var provider = services.BuildServiceProvider();
        var registration = Assert.Single(provider.GetServices<RomModelRegistration>());
        Assert.Equal(("kernel", typeof(KernelOptions)), (registration.Name, registration.OptionsType));
        Assert.Equal(9, registration.Create(provider, new KernelOptions { Lag = 9 }).MaxLag);
    }
}
