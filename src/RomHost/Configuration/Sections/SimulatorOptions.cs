using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using RomHost.Configuration.Binding;

namespace RomHost.Configuration.Sections;

/// <summary>The simulator of the runs. Its own options go beside <c>plugin</c>.</summary>
public sealed record SimulatorOptions : PluginSection
{
    /// <summary>The simulator's name; <c>romhost plugins</c> lists the loaded ones.</summary>
    [Required]
    public string Plugin { get; init; } = "";

    internal override string ChoosingKey => "plugin";

    internal override ChoiceOfPlugins ChoiceFrom(IReadOnlyList<PluginRegistration> registrations, string? simulator) =>
        ChoiceOfPlugins.Of<SimulatorRegistration>("simulator", registrations);
}
