using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using RomHost.Configuration.Binding;

namespace RomHost.Configuration.Sections;

/// <summary>
/// The estimator that turns particles into density fields. Its own options stand beside <c>plugin</c>.
/// </summary>
public sealed record DensityOptions : PluginSection
{
    /// <summary>The density estimator's name; <c>romhost plugins</c> lists those that are loaded.</summary>
    [Required]
    public string Plugin { get; init; } = "";

    /// <summary>
    /// Density frames are computed and kept for every so many frames of the simulator. It must divide
    /// <c>reduction.subsample</c>, which is also what it is where it is not given.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int? Every { get; init; }

    internal override string ChoosingKey => "plugin";

    internal override ChoiceOfPlugins ChoiceFrom(IReadOnlyList<PluginRegistration> registrations, string? simulator) =>
        ChoiceOfPlugins.Of<DensityEstimatorRegistration>("density estimator", registrations);
}
